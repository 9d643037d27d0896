package com.example.chassis.drain;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Halts a process whose stop hangs, shortly before the platform would kill it: with a log line, which SIGKILL does not
 * leave. Starts with the event that precedes the lifecycle's steps, since one of them may hang.
 */
final class Watchdog implements ApplicationListener<ContextClosedEvent>, Ordered {

    /** The exit code of a stop that hung: neither 143, a completed stop, nor 137, the platform's SIGKILL. */
    static final int EXIT_CODE = 70;

    private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration BEFORE_THE_PLATFORM = Duration.ofMillis(500);

    private final Duration patience;
    private final ApplicationContext context;

    Watchdog(Duration gracePeriod, ApplicationContext context) {
        this.patience = gracePeriod.minus(BEFORE_THE_PLATFORM);
        this.context = context;
    }

    /** The management port's context sends its own event, which is not the process's. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(this.context)) {
            Thread.ofPlatform().daemon().name("drain-watchdog").start(this::run);
        }
    }

    private void run() {
        try {
            Thread.sleep(this.patience);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return;
        }
        logger.error("The stop has hung for {} s: halting with exit code {}", this.patience.toSeconds(), EXIT_CODE);
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

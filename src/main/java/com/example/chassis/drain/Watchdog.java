package com.example.chassis.drain;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
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
    private static final Duration LAST_LINE = Duration.ofMillis(200);

    private final Duration patience;
    private final ConfigurableApplicationContext context;

    Watchdog(Duration gracePeriod, ConfigurableApplicationContext context) {
        this.patience = gracePeriod.minus(BEFORE_THE_PLATFORM);
        this.context = context;
    }

    /** The management port's context sends its own event, which is not the process's. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(this.context)) {
            boolean exiting = isExiting();
            Thread.ofPlatform().daemon().name("drain-watchdog").start(() -> watch(exiting));
        }
    }

    private void watch(boolean exiting) {
        try {
            Thread.sleep(this.patience);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return;
        }
        if (exiting || this.context.isActive()) {
            Thread.ofPlatform().daemon().name("drain-watchdog-log").start(this::log);
            LockSupport.parkNanos(LAST_LINE.toNanos());
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Whether the process stops, and not this context alone, as in a test, which may exit much later. */
    private static boolean isExiting() {
        Thread none = Thread.ofPlatform().unstarted(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException ex) {
            return true;
        }
    }

    /** On its own thread: nobody may be reading standard output. */
    private void log() {
        logger.error("The stop has hung for {} s: halting with exit code {}", this.patience.toSeconds(), EXIT_CODE);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

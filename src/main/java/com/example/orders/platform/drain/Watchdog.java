package com.example.orders.platform.drain;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a stop that hangs, shortly before the platform would: with a line that says so, which SIGKILL never has. Not a
 * step of the lifecycle, since it is the lifecycle that may hang.
 */
final class Watchdog {

    /** The exit code of a stop that hung: neither 143, a stop that went well, nor 137, which is the platform's kill. */
    static final int EXIT_CODE = 70;

    private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration BEFORE_THE_PLATFORM = Duration.ofMillis(500);

    private final Duration patience;

    Watchdog(Duration gracePeriod) {
        this.patience = gracePeriod.minus(BEFORE_THE_PLATFORM);
    }

    void start() {
        Thread.ofPlatform().daemon().name("drain-watchdog").start(this::run);
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
}

package com.example.chassis.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The bodies that are on their way, those not counted that came together with the head. */
final class IncompleteBodies {

    private static final int MOST = 256;

    private final Semaphore places = new Semaphore(MOST);
    private final Duration timeout;

    /** @param timeout how long one body may take, if there are few */
    IncompleteBodies(Duration timeout) {
        this.timeout = timeout;
    }

    void add() {
        if (!this.places.tryAcquire()) {
            throw ProblemException.unavailable("overloaded",
                    "Too many requests are waiting for the rest of their body.", Duration.ofSeconds(1));
        }
    }

    void remove() {
        this.places.release();
    }

    /**
     * Whether a body has had its time: the more there are, the less each has, but a second at least.
     *
     * @param start when its first byte was waited for, of {@link System#nanoTime}
     */
    boolean isLate(long start) {
        long allowed = this.timeout.toNanos() * this.places.availablePermits() / MOST;
        return System.nanoTime() - start > Math.max(allowed, TimeUnit.SECONDS.toNanos(1));
    }
}

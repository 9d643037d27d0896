package com.example.orders.platform.overload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Remembers since when requests have been refused without a pause. */
final class Shedding {

    /** Refusals further apart than this are not one stretch of overload. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final LongAdder total = new LongAdder();
    private final Clock clock;
    private @Nullable Instant first;
    private @Nullable Instant last;

    Shedding(Clock clock) {
        this.clock = clock;
    }

    synchronized void refused() {
        this.total.increment();
        Instant now = this.clock.instant();
        if (this.first == null || paused(now)) {
            this.first = now;
        }
        this.last = now;
    }

    /** How long the present stretch of refusals has lasted; zero when there is none. */
    synchronized Duration lasting() {
        Instant now = this.clock.instant();
        return (this.first == null || paused(now)) ? Duration.ZERO : Duration.between(this.first, now);
    }

    private boolean paused(Instant now) {
        return this.last != null && this.last.plus(PAUSE).isBefore(now);
    }

    long total() {
        return this.total.sum();
    }
}

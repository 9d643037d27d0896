package com.example.chassis.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one event of a logger pass each minute: for a logger that repeats itself while something is unavailable. */
public final class OnceAMinute extends Filter<ILoggingEvent> {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final AtomicLong last = new AtomicLong();
    private String logger = "";

    /** The name of the logger; logback.xml sets it. */
    public void setLogger(String logger) {
        this.logger = logger;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (!event.getLoggerName().equals(this.logger)) {
            return FilterReply.NEUTRAL;
        }
        long before = this.last.get();
        boolean due = event.getTimeStamp() - before >= MINUTE;
        return (due && this.last.compareAndSet(before, event.getTimeStamp())) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}

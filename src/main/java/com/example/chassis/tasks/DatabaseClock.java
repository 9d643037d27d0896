package com.example.chassis.tasks;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The database's clock, by which all processes agree when a task is due and whose worker has died. Read every 10 s; in
 * between, and while the database is unavailable, the time that has passed is added to what was read.
 */
class DatabaseClock implements Clock {

    private static final Logger logger = LoggerFactory.getLogger(DatabaseClock.class);

    private final JdbcClient database;
    private volatile Reading last = new Reading(Instant.now(), System.nanoTime());

    DatabaseClock(JdbcClient database) {
        this.database = database;
    }

    /** A time, and when it was read, by the monotonic clock. */
    private record Reading(Instant time, long nanos) {}

    /** The scheduler reads it first, when it starts. */
    @Scheduled(initialDelay = 10_000, fixedDelay = 10_000)
    void read() {
        try {
            OffsetDateTime time = this.database.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
            this.last = new Reading(time.toInstant(), System.nanoTime());
        } catch (DataAccessException ex) {
            logger.debug("Could not read the database's clock; retrying in 10 s", ex);
        }
    }

    @Override
    public Instant now() {
        Reading reading = this.last;
        return reading.time().plusNanos(System.nanoTime() - reading.nanos());
    }
}

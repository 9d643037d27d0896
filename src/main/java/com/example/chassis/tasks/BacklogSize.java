package com.example.chassis.tasks;

import com.example.chassis.database.DatabaseErrors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** How many tasks are waiting, measured once a second: within that second the bound may be exceeded. */
class BacklogSize {

    private static final Logger logger = LoggerFactory.getLogger(BacklogSize.class);

    private final JdbcClient database;
    private final int bound;
    private final Clock clock;
    private volatile int due;
    private volatile @Nullable Instant waitingSince;

    BacklogSize(JdbcClient database, TaskProperties properties, MeterRegistry registry, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.bound = properties.maxBacklog();
        Gauge.builder("tasks.due", this, size -> size.due)
                .description("Tasks that wait for a worker, counted up to the backlog's bound")
                .register(registry);
    }

    @Scheduled(fixedDelay = 1000)
    void measure() {
        String count = """
                select count(*)
                from (
                  select 1 from scheduled_tasks
                  where execution_time <= now() and not picked
                  limit ?
                )
                """;
        try {
            this.due = this.database.sql(count).param(this.bound).query(Integer.class).single();
            this.waitingSince = (this.due == 0)
                    ? null
                    : Objects.requireNonNullElse(this.waitingSince, this.clock.instant());
        } catch (RuntimeException ex) {
            if (!DatabaseErrors.isTransient(ex)) {
                throw ex;
            }
            this.waitingSince = null;
            logger.debug("Could not measure the backlog; retrying in a second", ex);
        }
    }

    /** Since when there have been waiting tasks; nothing if there are none, as far as is known. */
    Optional<Instant> waitingSince() {
        return Optional.ofNullable(this.waitingSince);
    }

    boolean isFull() {
        return this.due >= this.bound;
    }
}

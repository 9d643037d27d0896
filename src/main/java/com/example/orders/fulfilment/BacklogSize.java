package com.example.orders.fulfilment;

import com.example.chassis.database.DatabaseErrors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many tasks are waiting, measured once a second: within that second the bound may be exceeded. */
@Component
class BacklogSize {

    private static final Logger logger = LoggerFactory.getLogger(BacklogSize.class);

    private final JdbcClient database;
    private final int bound;
    private volatile int due;

    BacklogSize(JdbcClient database, FulfilmentProperties properties, MeterRegistry registry) {
        this.database = database;
        this.bound = properties.maxBacklog();
        Gauge.builder("fulfilment.tasks.due", this, size -> size.due)
                .description("Orders that wait to be fulfilled, counted up to the backlog's bound")
                .register(registry);
    }

    @Scheduled(fixedDelay = 1000)
    void measure() {
        String count = """
                select count(*)
                from (select 1 from scheduled_tasks where execution_time <= now() and not picked limit :bound)
                """;
        try {
            this.due = this.database.sql(count).param("bound", this.bound).query(Integer.class).single();
        } catch (RuntimeException ex) {
            if (!DatabaseErrors.isTransient(ex)) {
                throw ex;
            }
            logger.debug("Could not measure the backlog; retrying in a second", ex);
        }
    }

    boolean isFull() {
        return this.due >= this.bound;
    }
}

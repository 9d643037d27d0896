package com.example.orders.fulfilment;

import com.example.orders.platform.database.DatabaseTrouble;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many tasks wait, measured once a second: what comes within that second may exceed the bound. */
@Component
class BacklogSize {

    private static final Logger logger = LoggerFactory.getLogger(BacklogSize.class);

    /** Whether tasks wait, as far as the database can say. */
    record Measured(boolean tasksWait) {}

    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private final int bound;
    private volatile int due;

    BacklogSize(JdbcClient database, ApplicationEventPublisher events, FulfilmentProperties properties,
            MeterRegistry registry) {
        this.database = database;
        this.events = events;
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
            this.events.publishEvent(new Measured(this.due > 0));
        } catch (RuntimeException ex) {
            if (!DatabaseTrouble.is(ex)) {
                throw ex;
            }
            this.events.publishEvent(new Measured(false));
            logger.debug("The backlog cannot be measured just now", ex);
        }
    }

    boolean isFull() {
        return this.due >= this.bound;
    }
}

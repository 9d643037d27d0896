package com.example.orders.fulfilment;

import com.example.orders.order.Backlog;
import com.example.orders.platform.http.ProblemException;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/** The backlog as tasks of db-scheduler, written in the transaction that stores the order. */
@Component
class TaskBacklog implements Backlog {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Says that a task was added; workers are woken by it after the commit. */
    record TaskAdded() {}

    private final SchedulerClient client;
    private final BacklogSize size;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TaskBacklog(DataSource dataSource, BacklogSize size, ApplicationEventPublisher events, Clock clock) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .jdbcCustomization(FulfilmentScheduler.POSTGRESQL)
                .build();
        this.size = size;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void add(UUID orderId) {
        if (this.size.isFull()) {
            throw ProblemException.unavailable("backlog-full", "Too many orders wait to be fulfilled.", RETRY_AFTER);
        }
        this.client.scheduleIfNotExists(FulfilmentTask.DESCRIPTOR.instance(orderId.toString()).scheduledTo(this.clock.instant()));
        this.events.publishEvent(new TaskAdded());
    }
}

package com.example.orders.fulfilment;

import com.example.chassis.http.ProblemException;
import com.example.orders.order.Backlog;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Component;

/** The backlog as tasks of db-scheduler, written in the transaction that stores the order. */
@Component
class TaskBacklog implements Backlog {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final SQLExceptionTranslator TRANSLATOR = new SQLExceptionSubclassTranslator();

    /** A task was added; after the commit it wakes the workers. */
    record TaskAdded() {}

    private final SchedulerClient client;
    private final BacklogSize size;
    private final ApplicationEventPublisher events;

    TaskBacklog(DataSource dataSource, BacklogSize size, ApplicationEventPublisher events) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .jdbcCustomization(FulfilmentScheduler.POSTGRESQL)
                .build();
        this.size = size;
        this.events = events;
    }

    @Override
    public void add(UUID orderId, Instant due) {
        if (this.size.isFull()) {
            throw ProblemException.unavailable("backlog-full", "Too many orders are waiting to be fulfilled.",
                    RETRY_AFTER);
        }
        var task = FulfilmentTask.DESCRIPTOR.instance(orderId.toString()).data(0).scheduledTo(due);
        try {
            this.client.scheduleBatch(List.of(task));
        } catch (RuntimeException ex) {
            throw translated(ex);
        }
        this.events.publishEvent(new TaskAdded());
    }

    /** An error of the database as Spring's exception, like all others, instead of db-scheduler's. */
    private static RuntimeException translated(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                DataAccessException known = TRANSLATOR.translate("Adding a task", null, sql);
                return (known != null) ? known : new UncategorizedSQLException("Adding a task", null, sql);
            }
        }
        return failure;
    }
}

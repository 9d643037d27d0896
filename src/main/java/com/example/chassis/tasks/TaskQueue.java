package com.example.chassis.tasks;

import com.example.chassis.http.ProblemException;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Where tasks wait for a worker: rows of the table {@code scheduled_tasks}. */
public class TaskQueue {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final SQLExceptionTranslator TRANSLATOR = new SQLExceptionSubclassTranslator();

    static final Serializer SERIALIZER = new TaskDataSerializer();

    /** A task was added; after the commit it wakes the workers. */
    record TaskAdded() {}

    private final SchedulerClient client;
    private final TaskTracing tracing;
    private final BacklogSize size;
    private final ApplicationEventPublisher events;

    TaskQueue(DataSource dataSource, TaskTracing tracing, BacklogSize size, ApplicationEventPublisher events) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .jdbcCustomization(TaskWorkers.POSTGRESQL)
                .serializer(SERIALIZER)
                .build();
        this.tracing = tracing;
        this.size = size;
        this.events = events;
    }

    /**
     * Adds a task, in the caller's transaction: either both what it works on and the task are stored, or neither. Its attempts
     * continue the caller's trace.
     *
     * @param name of a {@link BackgroundTask}
     * @param id of what it works on, unique among the tasks of this name
     * @param due by the database's clock, now or later; only what is due counts for {@code chassis.tasks.max-backlog}
     * @throws ProblemException with 503 when the backlog is full
     */
    public void add(String name, String id, Instant due) {
        if (this.size.isFull()) {
            throw ProblemException.unavailable("backlog-full", "Too much is waiting to be done.", RETRY_AFTER);
        }
        var data = new TaskData(0, this.tracing.current());
        var task = DurableTask.descriptor(name).instance(id).data(data).scheduledTo(due);
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

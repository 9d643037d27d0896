package com.example.orders.fulfilment;

import com.example.orders.fulfilment.TaskBacklog.TaskAdded;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs the tasks of this process: starts with the application, and stops before the database connections do. */
@Component
class FulfilmentScheduler implements SmartLifecycle {

    static final PostgreSqlJdbcCustomization POSTGRESQL = new PostgreSqlJdbcCustomization(false, false);

    private final Scheduler scheduler;
    private volatile boolean running;

    FulfilmentScheduler(DataSource dataSource, FulfilmentTask task, FulfilmentProperties properties,
            MeterRegistry registry) {
        // The upper fraction is 1.0 since tasks that are picked but still queued get no heartbeat.
        this.scheduler = Scheduler.create(dataSource, List.of(task.task()))
                .jdbcCustomization(POSTGRESQL)
                .schedulerName(new SchedulerName.Fixed("orders-" + UUID.randomUUID()))
                .threads(properties.workers())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(properties.pollInterval())
                .heartbeatInterval(properties.heartbeatInterval())
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(properties.stopTimeout())
                .failureLogging(LogLevel.WARN, true)
                .build();
        Gauge.builder("fulfilment.tasks.running", this.scheduler, running -> running.getCurrentlyExecuting().size())
                .description("Orders being fulfilled by this process")
                .register(registry);
    }

    @Override
    public void start() {
        this.scheduler.start();
        this.running = true;
    }

    /** Lets the next poll follow at once, rather than after the poll interval. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onTaskAdded(TaskAdded added) {
        this.scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public void stop() {
        this.scheduler.stop();
        this.running = false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Stops after the web server, whose phases are far greater: what requests have begun is stored by then. */
    @Override
    public int getPhase() {
        return 0;
    }
}

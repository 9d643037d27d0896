package com.example.orders.fulfilment;

import com.example.orders.fulfilment.TaskBacklog.TaskAdded;
import com.example.orders.platform.drain.DrainProperties;
import com.example.orders.platform.drain.DrainableWork;
import com.example.orders.platform.drain.OneWayLifecycle;
import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs the tasks of this process. The drain lets them finish; heartbeats stop after it, and the connections last. */
@Component
class FulfilmentScheduler extends OneWayLifecycle implements DrainableWork {

    private static final Logger logger = LoggerFactory.getLogger(FulfilmentScheduler.class);

    static final PostgreSqlJdbcCustomization POSTGRESQL = new PostgreSqlJdbcCustomization(false, false);

    private final ExecutorService workers;
    private final int size;
    private final Duration handBack;
    private final String worker = hostName() + "/" + UUID.randomUUID();
    private final Scheduler scheduler;

    FulfilmentScheduler(DataSource dataSource, FulfilmentTask task, SchedulerSteps steps,
            FulfilmentProperties properties, DrainProperties drain, MeterRegistry registry) {
        this.workers = Executors.newFixedThreadPool(properties.workers(),
                Thread.ofPlatform().name("fulfilment-", 1).factory());
        this.size = properties.workers();
        this.handBack = drain.handBack();
        // The upper fraction is 1.0 since tasks that are picked but still queued get no heartbeat.
        this.scheduler = Scheduler.create(dataSource, List.of(task.task()))
                .jdbcCustomization(POSTGRESQL)
                .schedulerName(new SchedulerName.Fixed(this.worker))
                .addSchedulerListener(steps)
                .threads(properties.workers())
                .executorService(this.workers)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(properties.pollInterval())
                .heartbeatInterval(properties.heartbeatInterval())
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(1)) // the drain has waited before
                .failureLogging(LogLevel.WARN, true)
                .build();
        Gauge.builder("fulfilment.tasks.running", this, FulfilmentScheduler::running)
                .description("Orders being fulfilled by this process")
                .register(registry);
    }

    /** In a pod, the pod's name: a task's row and the log say whose it was. */
    private static String hostName() {
        return new SchedulerName.Hostname().getName();
    }

    @Override
    public void start() {
        this.scheduler.start();
        logger.atInfo().addKeyValue("worker", this.worker).log("Fulfilment begins");
        super.start();
    }

    /** Lets the next poll follow at once, rather than after the poll interval. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onTaskAdded(TaskAdded added) {
        this.scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public String name() {
        return "fulfilment";
    }

    @Override
    public int running() {
        return this.scheduler.getCurrentlyExecuting().size();
    }

    /** Whether a task that is due would be begun: a worker is free, and the drain has not begun. */
    boolean isTaking() {
        return running() < this.size && !this.scheduler.getSchedulerState().isPaused();
    }

    /** How long the oldest of the running tasks has been running; zero where there is none. */
    Duration longestRunning() {
        return this.scheduler.getCurrentlyExecuting()
                .stream()
                .map(CurrentlyExecuting::getDuration)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public void stopTaking() {
        this.scheduler.pause();
    }

    @Override
    public void handBack() {
        this.workers.shutdownNow();
        try {
            if (!this.workers.awaitTermination(this.handBack.toMillis(), TimeUnit.MILLISECONDS)) {
                logger.warn("{} tasks were not handed back; another process takes them over", running());
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void end() {
        this.scheduler.stop();
    }

    /** Stops after the drain has ended, in phase 0: until then its tasks need their heartbeats. */
    @Override
    public int getPhase() {
        return -1;
    }
}

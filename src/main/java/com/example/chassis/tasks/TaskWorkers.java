package com.example.chassis.tasks;

import com.example.chassis.drain.BackgroundWork;
import com.example.chassis.drain.DrainProperties;
import com.example.chassis.drain.OneWayLifecycle;
import com.example.chassis.tasks.TaskQueue.TaskAdded;
import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs the tasks of this process. The drain lets them finish; heartbeats stop after it, and connections last. */
class TaskWorkers extends OneWayLifecycle implements BackgroundWork {

    private static final Logger logger = LoggerFactory.getLogger(TaskWorkers.class);

    static final PostgreSqlJdbcCustomization POSTGRESQL = new PostgreSqlJdbcCustomization(false, false);

    private final List<DurableTask> tasks;
    private final ExecutorService workers;
    private final TaskProperties properties;
    private final Duration handBack;
    private final Clock clock;
    private final String worker = hostName() + "/" + UUID.randomUUID();
    private final DatabaseClock databaseClock;
    private final BacklogSize backlog;
    private final SchedulerProgress progress;
    private final Scheduler scheduler;

    TaskWorkers(DataSource dataSource, DatabaseClock databaseClock, List<DurableTask> tasks, BacklogSize backlog,
            TaskProperties properties, DrainProperties drain, MeterRegistry registry, Clock clock) {
        this.workers = Executors.newFixedThreadPool(properties.workers(),
                Thread.ofPlatform().name("worker-", 1).factory());
        this.tasks = tasks;
        this.properties = properties;
        this.handBack = drain.handBack();
        this.clock = clock;
        this.databaseClock = databaseClock;
        this.backlog = backlog;
        this.progress = new SchedulerProgress(clock);
        // The upper fraction is 1.0: tasks that are picked but still queued get no heartbeat.
        this.scheduler = Scheduler.create(dataSource, tasks.stream().<Task<?>>map(DurableTask::forScheduler).toList())
                .jdbcCustomization(POSTGRESQL)
                .clock(databaseClock)
                .schedulerName(new SchedulerName.Fixed(this.worker))
                .addSchedulerListener(this.progress)
                .threads(properties.workers())
                .executorService(this.workers)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(properties.pollInterval())
                .heartbeatInterval(properties.heartbeatInterval())
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(1)) // the drain has waited before
                .failureLogging(LogLevel.OFF, false) // TaskFailureHandler logs them, with their trace
                .serializer(TaskQueue.SERIALIZER)
                .build();
        Gauge.builder("tasks.running", this, TaskWorkers::running)
                .description("Tasks that this process runs")
                .register(registry);
    }

    /** In a pod, the pod's name: the task's row and the log name the worker. */
    private static String hostName() {
        return new SchedulerName.Hostname().getName();
    }

    @Override
    public void start() {
        this.databaseClock.read();
        this.scheduler.start();
        logger.atInfo().addKeyValue("worker", this.worker).log("Workers started");
        super.start();
    }

    /** Polls at once, rather than after the poll interval. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onTaskAdded(TaskAdded added) {
        this.scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public String name() {
        return "the scheduler";
    }

    @Override
    public int running() {
        return this.scheduler.getCurrentlyExecuting().size();
    }

    /**
     * The longer of two: a worker is free and starts none of the waiting tasks, or a task does not finish. A database that
     * is unavailable is neither.
     */
    @Override
    public Duration stalledFor() {
        Duration idle = this.backlog.waitingSince()
                .filter(_ -> running() < this.properties.workers() && !this.scheduler.getSchedulerState().isPaused())
                .map(since -> Duration.between(this.progress.lastAfter(since), this.clock.instant()))
                .map(time -> time.minus(this.properties.pollInterval()))
                .orElse(Duration.ZERO);
        return this.scheduler.getCurrentlyExecuting()
                .stream()
                .map(this::beyondItsTime)
                .reduce(idle, BinaryOperator.maxBy(Comparator.naturalOrder()));
    }

    private Duration beyondItsTime(CurrentlyExecuting running) {
        String name = running.getTaskInstance().getTaskName();
        return this.tasks.stream()
                .filter(task -> task.name().equals(name))
                .map(task -> running.getDuration().minus(task.longestDuration()))
                .findFirst()
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
                logger.warn("{} tasks were not handed back; another process will take them over", running());
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void end() {
        this.scheduler.stop();
    }

    /** Stops after the last step of the drain, in phase 0: until then its tasks need their heartbeats. */
    @Override
    public int getPhase() {
        return -1;
    }
}

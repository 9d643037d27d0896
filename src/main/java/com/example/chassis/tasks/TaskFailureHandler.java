package com.example.chassis.tasks;

import com.example.chassis.database.DatabaseErrors;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a failed attempt: another one after a pause, or the task is given up when the attempts are used up. Failures of
 * the database do not count as attempts.
 */
class TaskFailureHandler implements FailureHandler<TaskData> {

    private static final Logger logger = LoggerFactory.getLogger(TaskFailureHandler.class);

    private final BackgroundTask task;
    private final TaskProperties properties;
    private final TaskTracing tracing;
    private final Counter poisoned;

    TaskFailureHandler(BackgroundTask task, TaskProperties properties, TaskTracing tracing, MeterRegistry registry) {
        this.task = task;
        this.properties = properties;
        this.tracing = tracing;
        this.poisoned = Counter.builder("tasks.poisoned")
                .description("Tasks given up after the largest number of attempts")
                .tag("task", task.name())
                .register(registry);
    }

    @Override
    public void onFailure(ExecutionComplete failed, ExecutionOperations<TaskData> operations) {
        this.tracing.inTrace(this.task, failed.getExecution().taskInstance, () -> handle(failed, operations));
    }

    private void handle(ExecutionComplete failed, ExecutionOperations<TaskData> operations) {
        Execution execution = failed.getExecution();
        boolean stopping = Thread.interrupted(); // cleared: the pool gives no connection to an interrupted thread
        boolean counts = !stopping && failed.getCause().filter(DatabaseErrors::isTransient).isEmpty();
        // Before anything else: what follows needs the database, and may fail too.
        logger.atWarn().setCause(failed.getCause().orElse(null)).log("An attempt failed");
        TaskData data = (TaskData) execution.taskInstance.getData();
        int attempts = data.attempts() + (counts ? 1 : 0);
        if (attempts < this.properties.maxAttempts()) {
            Duration pause = stopping ? Duration.ZERO : pause(execution.consecutiveFailures + 1);
            operations.reschedule(failed, failed.getTimeDone().plus(pause), data.withAttempts(attempts));
        } else {
            this.task.giveUp(execution.taskInstance.getId());
            this.poisoned.increment();
            operations.remove();
            logger.error("Gave up after {} attempts", attempts);
        }
    }

    /** Doubles with each failure, up to the longest. */
    private Duration pause(int failures) {
        Duration pause = this.properties.firstRetry().multipliedBy(1L << Math.min(failures - 1, 20));
        return (pause.compareTo(this.properties.longestRetry()) < 0) ? pause : this.properties.longestRetry();
    }
}

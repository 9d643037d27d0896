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
class TaskFailureHandler implements FailureHandler<Integer> {

    private static final Logger logger = LoggerFactory.getLogger(TaskFailureHandler.class);

    private final BackgroundTask task;
    private final TaskProperties properties;
    private final Counter poisoned;

    TaskFailureHandler(BackgroundTask task, TaskProperties properties, MeterRegistry registry) {
        this.task = task;
        this.properties = properties;
        this.poisoned = Counter.builder("tasks.poisoned")
                .description("Tasks given up after the largest number of attempts")
                .tag("task", task.name())
                .register(registry);
    }

    @Override
    public void onFailure(ExecutionComplete failed, ExecutionOperations<Integer> operations) {
        Execution execution = failed.getExecution();
        boolean stopping = Thread.interrupted(); // cleared: the pool gives no connection to an interrupted thread
        boolean counts = !stopping && failed.getCause().filter(DatabaseErrors::isTransient).isEmpty();
        int attempts = (Integer) execution.taskInstance.getData() + (counts ? 1 : 0);
        if (attempts < this.properties.maxAttempts()) {
            Duration pause = stopping ? Duration.ZERO : pause(execution.consecutiveFailures + 1);
            operations.reschedule(failed, failed.getTimeDone().plus(pause), attempts);
        } else {
            giveUp(execution.taskInstance.getId(), attempts);
            operations.remove();
        }
    }

    private void giveUp(String id, int attempts) {
        this.task.giveUp(id);
        this.poisoned.increment();
        logger.atError().addKeyValue(this.task.idField(), id).log("Gave up after {} attempts", attempts);
    }

    /** Doubles with each failure, up to the longest. */
    private Duration pause(int failures) {
        Duration pause = this.properties.firstRetry().multipliedBy(1L << Math.min(failures - 1, 20));
        return (pause.compareTo(this.properties.longestRetry()) < 0) ? pause : this.properties.longestRetry();
    }
}

package com.example.chassis.tasks;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A task of the service as db-scheduler runs it: removed after its end, handed back by the drain, or taken over. */
class DurableTask {

    private static final Logger logger = LoggerFactory.getLogger(DurableTask.class);

    private final BackgroundTask task;
    private final TaskFailureHandler failures;
    private final Counter takenOver;

    DurableTask(BackgroundTask task, TaskProperties properties, MeterRegistry registry) {
        this.task = task;
        this.failures = new TaskFailureHandler(task, properties, registry);
        this.takenOver = Counter.builder("tasks.taken.over")
                .description("Tasks whose worker died, restarted by this process")
                .tag("task", task.name())
                .register(registry);
    }

    /** Its data is the number of attempts that failed through no fault of the database. */
    static TaskDescriptor<Integer> descriptor(String name) {
        return TaskDescriptor.of(name, Integer.class);
    }

    String name() {
        return this.task.name();
    }

    Duration duration() {
        return this.task.duration();
    }

    Task<Integer> forScheduler() {
        return Tasks.custom(descriptor(this.task.name()))
                .onFailure(this.failures)
                .onDeadExecution(takeOver(new DeadExecutionHandler.ReviveDeadExecution<>()))
                .execute(this::execute);
    }

    private CompletionHandler<Integer> execute(TaskInstance<Integer> instance, ExecutionContext context) {
        try (var _ = MDC.putCloseable(this.task.idField(), instance.getId())) {
            this.task.run(instance.getId());
            return new OnCompleteRemove<>();
        } catch (InterruptedException ex) {
            // Not restored: the pool gives no connection to an interrupted thread, and the hand-back needs one.
            return this::handBack;
        }
    }

    /** Makes the task due at once, for another process; counts as no failure. */
    private void handBack(ExecutionComplete interrupted, ExecutionOperations<Integer> operations) {
        operations.reschedule(interrupted, interrupted.getExecution().executionTime);
        logger.atInfo()
                .addKeyValue(this.task.idField(), interrupted.getExecution().taskInstance.getId())
                .log("Handed back a task");
    }

    private DeadExecutionHandler<Integer> takeOver(DeadExecutionHandler<Integer> revive) {
        return (dead, operations) -> {
            this.takenOver.increment();
            logger.atWarn()
                    .addKeyValue(this.task.idField(), dead.getExecution().taskInstance.getId())
                    .addKeyValue("worker", dead.getExecution().pickedBy)
                    .addKeyValue("last_heartbeat", dead.getExecution().lastHeartbeat)
                    .log("Taking over a task whose worker died");
            revive.deadExecution(dead, operations);
        };
    }
}

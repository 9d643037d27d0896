package com.example.chassis.tasks;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
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
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task of the service as db-scheduler runs it: removed after its end, handed back by the drain, or taken over. */
class DurableTask {

    private static final Logger logger = LoggerFactory.getLogger(DurableTask.class);

    private final BackgroundTask task;
    private final TaskTracing tracing;
    private final TaskFailureHandler failures;
    private final Counter takenOver;
    private final AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);

    DurableTask(BackgroundTask task, TaskProperties properties, TaskTracing tracing, MeterRegistry registry) {
        this.task = task;
        this.tracing = tracing;
        this.failures = new TaskFailureHandler(task, properties, tracing, registry);
        this.takenOver = Counter.builder("tasks.taken.over")
                .description("Tasks whose worker died, restarted by this process")
                .tag("task", task.name())
                .register(registry);
    }

    static TaskDescriptor<TaskData> descriptor(String name) {
        return TaskDescriptor.of(name, TaskData.class);
    }

    String name() {
        return this.task.name();
    }

    /** How long an attempt may run: the longest so far, because what is running may have begun with a longer one. */
    Duration longestDuration() {
        return this.longest.accumulateAndGet(this.task.duration(), BinaryOperator.maxBy(Comparator.naturalOrder()));
    }

    Task<TaskData> forScheduler() {
        return Tasks.custom(descriptor(this.task.name()))
                .onFailure(this.failures)
                .onDeadExecution(takeOver(new DeadExecutionHandler.ReviveDeadExecution<>()))
                .execute(this::execute);
    }

    private CompletionHandler<TaskData> execute(TaskInstance<TaskData> instance, ExecutionContext context) {
        try {
            longestDuration(); // which counts from now on, whatever changes
            this.tracing.run(this.task, instance);
            return new OnCompleteRemove<>();
        } catch (InterruptedException ex) {
            // Not restored: the pool gives no connection to an interrupted thread, and the hand-back needs one.
            return this::handBack;
        }
    }

    /** Makes the task due at once, for another process; counts as no failure. */
    private void handBack(ExecutionComplete interrupted, ExecutionOperations<TaskData> operations) {
        operations.reschedule(interrupted, interrupted.getExecution().executionTime);
        this.tracing.inTrace(this.task, interrupted.getExecution().taskInstance,
                () -> logger.info("Handed back a task"));
    }

    private DeadExecutionHandler<TaskData> takeOver(DeadExecutionHandler<TaskData> revive) {
        return (dead, operations) -> {
            this.takenOver.increment();
            Execution execution = dead.getExecution();
            this.tracing.inTrace(this.task, execution.taskInstance,
                    () -> logger.atWarn()
                            .addKeyValue("worker", execution.pickedBy)
                            .addKeyValue("last_heartbeat", execution.lastHeartbeat)
                            .log("Taking over a task whose worker died"));
            revive.deadExecution(dead, operations);
        };
    }
}

package com.example.orders.fulfilment;

import com.example.orders.order.OrderCompletion;
import com.example.orders.order.Orders;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * The durable task of an order, named by the order's id. It is removed in a transaction after the one that finishes the
 * order, so it may run twice; the second time finds the order finished.
 */
@Component
class FulfilmentTask {

    /** Its data is the number of attempts that failed through no fault of the database. */
    static final TaskDescriptor<Integer> DESCRIPTOR = TaskDescriptor.of("fulfilment", Integer.class);

    private static final Logger logger = LoggerFactory.getLogger(FulfilmentTask.class);

    private final Orders orders;
    private final OrderCompletion completion;
    private final FulfilmentProperties properties;
    private final FulfilmentFailureHandler failures;
    private final Counter takenOver;

    FulfilmentTask(Orders orders, OrderCompletion completion, FulfilmentProperties properties,
            FulfilmentFailureHandler failures, MeterRegistry registry) {
        this.orders = orders;
        this.completion = completion;
        this.properties = properties;
        this.failures = failures;
        this.takenOver = Counter.builder("fulfilment.tasks.taken.over")
                .description("Tasks whose worker died, restarted by this process")
                .register(registry);
    }

    CustomTask<Integer> task() {
        return Tasks.custom(DESCRIPTOR)
                .onFailure(this.failures)
                .onDeadExecution(takeOver(new DeadExecutionHandler.ReviveDeadExecution<>()))
                .execute(this::execute);
    }

    private CompletionHandler<Integer> execute(TaskInstance<Integer> instance, ExecutionContext context) {
        try (var _ = MDC.putCloseable("order_id", instance.getId())) {
            // Outside any transaction: nothing is locked meanwhile.
            Thread.sleep(this.properties.packingTime());
            this.orders.fulfil(UUID.fromString(instance.getId())).ifPresent(this.completion::report);
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
                .addKeyValue("order_id", interrupted.getExecution().taskInstance.getId())
                .log("Handed back a task");
    }

    private DeadExecutionHandler<Integer> takeOver(DeadExecutionHandler<Integer> revive) {
        return (dead, operations) -> {
            this.takenOver.increment();
            logger.atWarn()
                    .addKeyValue("order_id", dead.getExecution().taskInstance.getId())
                    .addKeyValue("worker", dead.getExecution().pickedBy)
                    .addKeyValue("last_heartbeat", dead.getExecution().lastHeartbeat)
                    .log("Taking over a task whose worker died");
            revive.deadExecution(dead, operations);
        };
    }
}

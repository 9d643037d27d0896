package com.example.orders.fulfilment;

import com.example.chassis.database.DatabaseErrors;
import com.example.orders.order.OrderCompletion;
import com.example.orders.order.Orders;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Handles a failed attempt: another one after a pause, or the order is rejected when the attempts are used up. Failures of
 * the database do not count as attempts.
 */
@Component
class FulfilmentFailureHandler implements FailureHandler<Integer> {

    private static final Logger logger = LoggerFactory.getLogger(FulfilmentFailureHandler.class);

    private final Orders orders;
    private final OrderCompletion completion;
    private final FulfilmentProperties properties;
    private final Counter poisoned;

    FulfilmentFailureHandler(Orders orders, OrderCompletion completion, FulfilmentProperties properties,
            MeterRegistry registry) {
        this.orders = orders;
        this.completion = completion;
        this.properties = properties;
        this.poisoned = Counter.builder("fulfilment.tasks.poisoned")
                .description("Tasks given up after the largest number of attempts")
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
        this.orders.giveUp(UUID.fromString(id)).ifPresent(this.completion::report);
        this.poisoned.increment();
        logger.atError().addKeyValue("order_id", id).log("Gave up after {} attempts", attempts);
    }

    /** Doubles with each failure, up to the longest. */
    private Duration pause(int failures) {
        Duration pause = this.properties.firstRetry().multipliedBy(1L << Math.min(failures - 1, 20));
        return (pause.compareTo(this.properties.longestRetry()) < 0) ? pause : this.properties.longestRetry();
    }
}

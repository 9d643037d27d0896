package com.example.orders.fulfilment;

import com.example.orders.order.OrderEnds;
import com.example.orders.platform.database.DatabaseTrouble;
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
 * What follows a failed attempt: another one after a pause, or the order's end as REJECTED when the fault is not the
 * database's and the attempts are used up.
 */
@Component
class FulfilmentFailures implements FailureHandler<Integer> {

    private static final Logger logger = LoggerFactory.getLogger(FulfilmentFailures.class);

    private final Fulfilment fulfilment;
    private final OrderEnds ends;
    private final FulfilmentProperties properties;
    private final Counter poisoned;

    FulfilmentFailures(Fulfilment fulfilment, OrderEnds ends, FulfilmentProperties properties,
            MeterRegistry registry) {
        this.fulfilment = fulfilment;
        this.ends = ends;
        this.properties = properties;
        this.poisoned = Counter.builder("fulfilment.tasks.poisoned")
                .description("Tasks given up after the largest number of attempts")
                .register(registry);
    }

    @Override
    public void onFailure(ExecutionComplete failed, ExecutionOperations<Integer> operations) {
        Execution execution = failed.getExecution();
        boolean stopping = Thread.interrupted(); // cleared: the pool gives no connection to an interrupted thread
        boolean own = !stopping && failed.getCause().filter(DatabaseTrouble::is).isEmpty();
        int attempts = (Integer) execution.taskInstance.getData() + (own ? 1 : 0);
        if (attempts < this.properties.maxAttempts()) {
            Duration pause = stopping ? Duration.ZERO : pause(execution.consecutiveFailures + 1);
            operations.reschedule(failed, failed.getTimeDone().plus(pause), attempts);
        } else {
            giveUp(execution.taskInstance.getId(), attempts);
            operations.remove();
        }
    }

    private void giveUp(String id, int attempts) {
        this.fulfilment.giveUp(UUID.fromString(id)).ifPresent(this.ends::announce);
        this.poisoned.increment();
        logger.atError().addKeyValue("order_id", id).log("Gave up after {} attempts", attempts);
    }

    /** Doubles with each failure, up to the longest. */
    private Duration pause(int failures) {
        Duration pause = this.properties.firstRetry().multipliedBy(1L << Math.min(failures - 1, 20));
        return (pause.compareTo(this.properties.longestRetry()) < 0) ? pause : this.properties.longestRetry();
    }
}

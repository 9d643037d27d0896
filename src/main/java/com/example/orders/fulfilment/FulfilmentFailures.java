package com.example.orders.fulfilment;

import com.example.orders.order.OrderEnds;
import com.example.orders.platform.database.DatabaseTrouble;
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
class FulfilmentFailures implements FailureHandler<Void> {

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
    public void onFailure(ExecutionComplete failed, ExecutionOperations<Void> operations) {
        int attempts = failed.getExecution().consecutiveFailures + 1;
        if (attempts < this.properties.maxAttempts() || failed.getCause().filter(DatabaseTrouble::is).isPresent()) {
            operations.reschedule(failed, failed.getTimeDone().plus(pause(attempts)));
            return;
        }
        String id = failed.getExecution().taskInstance.getId();
        this.fulfilment.giveUp(UUID.fromString(id)).ifPresent(this.ends::announce);
        operations.remove();
        this.poisoned.increment();
        logger.atError().addKeyValue("order_id", id).log("Gave up after {} attempts", attempts);
    }

    /** Doubles with each attempt, up to the longest. */
    Duration pause(int attempts) {
        Duration pause = this.properties.firstRetry().multipliedBy(1L << Math.min(attempts - 1, 20));
        return (pause.compareTo(this.properties.longestRetry()) < 0) ? pause : this.properties.longestRetry();
    }
}

package com.example.orders.fulfilment;

import com.example.orders.platform.health.Pulse;
import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Notices when fulfilment stands still: a task that does not end, or tasks that wait while a worker is free and begins
 * none. A database that is away is neither.
 */
@Component
class FulfilmentPulse extends AbstractSchedulerListener implements Pulse {

    /** A task that this process has taken, told apart from when it takes it again. */
    private record Attempt(TaskInstanceId task, long version) {

        static Attempt of(Execution execution) {
            return new Attempt(execution.taskInstance, execution.version);
        }
    }

    /** What the polling loop itself does; the housekeeping goes on whatever the loop does. */
    private static final Set<SchedulerEventType> POLLING = Set.of(SchedulerEventType.RAN_EXECUTE_DUE,
            SchedulerEventType.UNEXPECTED_ERROR);

    private final Map<Attempt, Instant> running = new ConcurrentHashMap<>();
    private final FulfilmentProperties properties;
    private final Clock clock;
    private volatile @Nullable Instant lastStep;
    private volatile boolean resting;

    FulfilmentPulse(FulfilmentProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fulfilment";
    }

    @Override
    public void onExecutionStart(CurrentlyExecuting execution) {
        this.running.put(Attempt.of(execution.getExecution()), step());
    }

    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
        this.running.remove(Attempt.of(complete.getExecution()));
        step();
    }

    /** An error is a step too: the loop goes on, and a restart would not mend it. */
    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (POLLING.contains(type)) {
            step();
        }
    }

    /** From now on no task is to be begun. */
    void rest() {
        this.resting = true;
    }

    /** Hears, once a second, whether tasks wait, as far as the database can say. */
    void onBacklog(boolean tasksWait) {
        if (!tasksWait || this.resting || this.running.size() >= this.properties.workers()) {
            step();
        }
    }

    private Instant step() {
        Instant now = this.clock.instant();
        this.lastStep = now;
        return now;
    }

    @Override
    public Duration standingStill() {
        Instant now = this.clock.instant();
        Instant step = this.lastStep;
        Duration loop = (step != null)
                ? Duration.between(step, now).minus(this.properties.pollInterval())
                : Duration.ZERO;
        Collection<Instant> begun = this.running.values();
        Duration task = begun.isEmpty()
                ? Duration.ZERO
                : Duration.between(Collections.min(begun), now).minus(this.properties.packingTime());
        return (loop.compareTo(task) > 0) ? loop : task;
    }
}

package com.example.orders.fulfilment;

import com.example.orders.platform.health.Pulse;
import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Notices when fulfilment stands still: a task that does not end, or tasks that wait while a worker is free and begins
 * none. A database that is away is neither.
 */
@Component
class FulfilmentPulse extends AbstractSchedulerListener implements Pulse {

    private final Map<TaskInstanceId, Instant> running = new ConcurrentHashMap<>();
    private final FulfilmentProperties properties;
    private final Clock clock;
    private volatile @Nullable Instant lastStep;

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
        this.running.put(execution.getTaskInstance(), step());
    }

    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
        this.running.remove(complete.getExecution().taskInstance);
        step();
    }

    /** An error is a step too: the loop goes on, and a restart would not mend it. */
    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        step();
    }

    /** Hears, once a second, whether tasks wait, as far as the database can say. */
    void onBacklog(boolean tasksWait) {
        if (!tasksWait || this.running.size() >= this.properties.workers()) {
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
        Duration loop = (step != null) ? Duration.between(step, now) : Duration.ZERO;
        Collection<Instant> begun = this.running.values();
        Duration task = begun.isEmpty()
                ? Duration.ZERO
                : Duration.between(Collections.min(begun), now).minus(this.properties.packingTime());
        return (loop.compareTo(task) > 0) ? loop : task;
    }
}

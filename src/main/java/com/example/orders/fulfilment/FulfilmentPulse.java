package com.example.orders.fulfilment;

import com.example.orders.platform.health.Pulse;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Notices when fulfilment stands still: a task that does not end, or tasks that wait while a worker is free and begins
 * none. A database that is away is neither.
 */
@Component
class FulfilmentPulse implements Pulse {

    private final FulfilmentScheduler scheduler;
    private final SchedulerSteps steps;
    private final FulfilmentProperties properties;

    FulfilmentPulse(FulfilmentScheduler scheduler, SchedulerSteps steps, FulfilmentProperties properties) {
        this.scheduler = scheduler;
        this.steps = steps;
        this.properties = properties;
    }

    @Override
    public String name() {
        return this.scheduler.name();
    }

    /** Nothing to begin just now is as good as a step. Hears of it once a second. */
    @EventListener
    void onMeasured(BacklogSize.Measured backlog) {
        if (!backlog.tasksWait() || !this.scheduler.isTaking()) {
            this.steps.step();
        }
    }

    @Override
    public Duration standingStill() {
        Duration loop = this.steps.sinceLast().minus(this.properties.pollInterval());
        Duration task = this.scheduler.longestRunning().minus(this.properties.packingTime());
        return (loop.compareTo(task) > 0) ? loop : task;
    }
}

package com.example.orders.fulfilment;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers when the scheduler last made a step. */
@Component
class SchedulerSteps extends AbstractSchedulerListener {

    /** What the polling loop itself does; the housekeeping goes on whatever the loop does. */
    private static final Set<SchedulerEventType> POLLING = Set.of(SchedulerEventType.RAN_EXECUTE_DUE,
            SchedulerEventType.UNEXPECTED_ERROR);

    private final Clock clock;
    private volatile @Nullable Instant last;

    SchedulerSteps(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onExecutionStart(CurrentlyExecuting execution) {
        step();
    }

    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
        step();
    }

    /** An error is a step too: the loop goes on, and a restart would not mend it. */
    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (POLLING.contains(type)) {
            step();
        }
    }

    void step() {
        this.last = this.clock.instant();
    }

    /** How long ago the last step was; zero before the first. */
    Duration sinceLast() {
        Instant step = this.last;
        return (step != null) ? Duration.between(step, this.clock.instant()) : Duration.ZERO;
    }
}

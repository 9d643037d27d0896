package com.example.chassis.tasks;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** When the scheduler last made progress. Its housekeeping does not count: it goes on when the polling loop hangs. */
final class SchedulerProgress extends AbstractSchedulerListener {

    /** An error is progress: the loop goes on, and a restart would not fix it. */
    private static final Set<SchedulerEventType> POLLING = Set.of(SchedulerEventType.RAN_EXECUTE_DUE,
            SchedulerEventType.UNEXPECTED_ERROR);

    private final Clock clock;
    private volatile Instant last;

    SchedulerProgress(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public void onExecutionStart(CurrentlyExecuting execution) {
        this.last = this.clock.instant();
    }

    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
        this.last = this.clock.instant();
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (POLLING.contains(type)) {
            this.last = this.clock.instant();
        }
    }

    /** The last progress, or the given time if that is later. */
    Instant lastAfter(Instant time) {
        return time.isAfter(this.last) ? time : this.last;
    }
}

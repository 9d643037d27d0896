package com.example.chassis.drain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state machine of the drain. The lifecycle beans of {@link DrainAutoConfiguration} take its steps. */
final class Drain {

    private static final Logger logger = LoggerFactory.getLogger(Drain.class);

    private static final Duration POLL = Duration.ofMillis(20);

    private final DrainProperties properties;
    private final List<BackgroundWork> work;
    private final @Nullable ConnectionDrainFilter connections;
    private final Clock clock;
    private final Consumer<DrainState> listener;
    private volatile DrainState state = DrainState.SERVING;
    private volatile @Nullable Instant stopRequested;
    private volatile boolean ending;
    private @Nullable Thread tasks;

    Drain(DrainProperties properties, List<BackgroundWork> work, @Nullable ConnectionDrainFilter connections,
            Clock clock, Consumer<DrainState> listener) {
        this.properties = properties;
        this.work = work;
        this.connections = connections;
        this.clock = clock;
        this.listener = listener;
    }

    DrainState state() {
        return this.state;
    }

    /**
     * First step: starts no new task, has every answer close its connection, and serves on for a while. Meanwhile the tasks
     * finish or are handed back, since the platform may kill the process sooner than it has promised.
     */
    void linger(Duration linger) throws InterruptedException {
        this.stopRequested = this.clock.instant();
        if (this.connections != null) {
            this.connections.closeConnections(); // before any listener hears of it, and answers
        }
        enter(DrainState.LINGERING, "told to stop");
        this.work.forEach(each -> attempt(each::stopTaking));
        this.tasks = Thread.ofPlatform().name("drain-tasks").start(this::finishTasks);
        Thread.sleep(linger);
        if (this.connections != null) {
            attempt(this.connections::closeResting);
        }
        enter(DrainState.DRAINING, "lingered for " + linger.toSeconds() + " s");
    }

    /**
     * Waits for tasks until their time is over, then has them handed back. While the process lingers it waits even if none is
     * running: one that was being fetched when the stop came may still start.
     */
    private void finishTasks() {
        Instant deadline = this.clock.instant().plus(this.properties.tasks());
        while (this.clock.instant().isBefore(deadline) && !(this.ending && running() == 0)) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        this.work.stream().filter(each -> each.running() > 0).forEach(each -> {
            logger.warn("Handing back {} tasks of {}: their time is over", each.running(), each.name());
            attempt(each::handBack);
        });
    }

    /** Last step: waits until the tasks have finished or are handed back. */
    void end() throws InterruptedException {
        this.ending = true;
        if (this.tasks != null) {
            this.tasks.join();
        } else {
            finishTasks(); // the start failed after the work had started
        }
        enter(DrainState.STOPPED, (running() == 0) ? "nothing is in flight" : "not all was handed back");
    }

    private void enter(DrainState next, String why) {
        logger.atInfo()
                .addKeyValue("from", this.state)
                .addKeyValue("to", next)
                .addKeyValue("why", why)
                .addKeyValue("requests", requests())
                .addKeyValue("tasks", running())
                .log("Drain");
        this.state = next;
        attempt(() -> this.listener.accept(next));
    }

    /** Work that fails must not cut the drain short for the others. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException ex) {
            logger.error("A step of the drain failed; going on", ex);
        }
    }

    int running() {
        return this.work.stream().mapToInt(BackgroundWork::running).sum();
    }

    int requests() {
        return (this.connections != null) ? this.connections.inFlight() : 0;
    }

    @Nullable
    Instant stopRequested() {
        return this.stopRequested;
    }
}

package com.example.orders.platform.drain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state machine of the drain. Its steps are taken by the lifecycle beans of {@link DrainConfiguration}. */
final class Drain {

    private static final Logger logger = LoggerFactory.getLogger(Drain.class);

    private final DrainProperties properties;
    private final List<DrainableWork> work;
    private final IntSupplier requests;
    private final Clock clock;
    private final Consumer<DrainState> listener;
    private volatile DrainState state = DrainState.SERVING;
    private volatile @Nullable Instant begun;

    Drain(DrainProperties properties, List<DrainableWork> work, IntSupplier requests, Clock clock,
            Consumer<DrainState> listener) {
        this.properties = properties;
        this.work = work;
        this.requests = requests;
        this.clock = clock;
        this.listener = listener;
    }

    DrainState state() {
        return this.state;
    }

    /** First step: begins no new task, tells proxies by answers that close, and serves on for a while. */
    void linger(Duration linger) throws InterruptedException {
        this.begun = this.clock.instant();
        enter(DrainState.LINGERING, "told to stop");
        this.work.forEach(DrainableWork::stopTaking);
        Thread.sleep(linger);
        enter(DrainState.DRAINING, "lingered for " + linger.toSeconds() + " s");
    }

    /** Last step: waits for tasks until their time is over, then has them handed back. */
    void finishTasks() throws InterruptedException {
        Instant deadline = (this.begun != null ? this.begun : this.clock.instant()).plus(this.properties.tasks());
        while (running() > 0 && this.clock.instant().isBefore(deadline)) {
            Thread.sleep(20);
        }
        this.work.stream().filter(each -> each.running() > 0).forEach(each -> {
            logger.warn("Handing back {} of {}: their time is over", each.running(), each.name());
            each.handBack();
        });
        enter(DrainState.STOPPED, (running() == 0) ? "nothing is in flight" : "not all was handed back");
    }

    private void enter(DrainState next, String why) {
        logger.atInfo()
                .addKeyValue("from", this.state)
                .addKeyValue("to", next)
                .addKeyValue("why", why)
                .addKeyValue("requests", this.requests.getAsInt())
                .addKeyValue("tasks", running())
                .log("Drain");
        this.state = next;
        this.listener.accept(next);
    }

    int running() {
        return this.work.stream().mapToInt(DrainableWork::running).sum();
    }

    int requests() {
        return this.requests.getAsInt();
    }

    @Nullable
    Instant begun() {
        return this.begun;
    }
}

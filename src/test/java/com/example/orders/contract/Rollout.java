package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.contract.Load.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two subjects that are replaced one by one, as a Deployment does, while customers of every habit order from them: each
 * through a front that learns of a change at once, or later.
 */
final class Rollout implements AutoCloseable {

    private final Launch launch;
    private final Deque<Subject> serving = new ArrayDeque<>();
    private final List<PlatformDouble> fronts = new ArrayList<>();
    private final Crowd crowd = new Crowd();

    Rollout(Launch launch) {
        this.launch = launch;
        this.serving.add(Subject.start(launch));
        this.serving.add(Subject.start(launch));
        this.serving.forEach(Subject::awaitReady);
        this.serving.getFirst().api().restock("LOAD", 10_000_000);
    }

    /** Adds customers of each of the habits, all through one front. */
    void load(Duration lag, int customers, List<Habit> habits) {
        PlatformDouble front = new PlatformDouble(lag, this.serving);
        this.fronts.add(front);
        this.crowd.add("lag %d s".formatted(lag.toSeconds()), front.url(), customers, habits);
    }

    /** Lets the customers order until the subjects have warmed up. */
    void warmUp() {
        this.crowd.awaitRequests(3_000);
    }

    /**
     * Replaces the older subject, once there has been some load on both.
     *
     * @param preStop how long after its removal from the fronts it is told to stop; a platform may have no such hook
     */
    void replaceOne(Duration preStop) throws InterruptedException {
        this.crowd.enter(Phase.STEADY);
        this.crowd.awaitRequests(500);
        this.crowd.enter(Phase.REPLACING);
        Subject fresh = Subject.ready(this.launch);
        this.serving.addLast(fresh);
        Subject old = this.serving.removeFirst();
        this.fronts.forEach(front -> front.add(fresh));
        this.fronts.forEach(front -> front.remove(old));
        boolean _ = new CountDownLatch(1).await(preStop.toMillis(), TimeUnit.MILLISECONDS); // what the hook does
        old.signal("TERM");
        assertThat(old.awaitExit(Duration.ofSeconds(40))).isEqualTo(143);
        assertThat(Lines.notJson(old.stdout())).isEmpty();
        this.crowd.enter(Phase.STEADY);
        old.close();
    }

    /** Lets every customer finish, prints what became of their requests, and gives how many failed. */
    long finish(String what) {
        this.crowd.finish(what);
        return this.crowd.failed();
    }

    @Override
    public void close() {
        this.crowd.close();
        this.fronts.forEach(PlatformDouble::close);
        this.serving.forEach(Subject::close);
    }
}

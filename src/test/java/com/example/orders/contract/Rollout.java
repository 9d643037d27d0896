package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.Load.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two subjects that are replaced one by one, as a Deployment does, while customers of every habit order from them: each
 * through a front that learns of a change at once, or later.
 */
final class Rollout implements AutoCloseable {

    /** Customers of one habit that come through a front with this lag. */
    private record Setting(Duration lag, Habit habit, Load load) {}

    private final Launch launch;
    private final Deque<Subject> serving = new ArrayDeque<>();
    private final List<PlatformDouble> fronts = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();
    private volatile Phase phase = Phase.WARMING_UP;

    Rollout(Launch launch) {
        this.launch = launch;
        this.serving.add(Subject.start(launch));
        this.serving.add(Subject.start(launch));
        this.serving.forEach(Subject::awaitReady);
        this.serving.getFirst().api().restock("LOAD", 10_000_000);
    }

    /** Adds customers of each of the habits, all through one front. */
    void load(Duration lag, int customers, List<Habit> habits) {
        PlatformDouble front = new PlatformDouble(lag);
        this.serving.forEach(front::add);
        this.fronts.add(front);
        habits.forEach(habit -> this.settings
                .add(new Setting(lag, habit, new Load(front.url(), customers, habit, () -> this.phase))));
    }

    /** Lets the customers order until the subjects have warmed up. */
    void warmUp() {
        awaitRequests(3_000);
    }

    private void awaitRequests(int more) {
        long enough = sent() + more;
        await().atMost(Duration.ofMinutes(1)).until(() -> sent() > enough);
    }

    /**
     * Replaces the older subject, once there has been some load on both.
     *
     * @param preStop how long after its removal from the fronts it is told to stop; a platform may have no such hook
     */
    void replaceOne(Duration preStop) throws InterruptedException {
        this.phase = Phase.STEADY;
        awaitRequests(500);
        this.phase = Phase.REPLACING;
        Subject fresh = Subject.ready(this.launch);
        this.serving.addLast(fresh);
        Subject old = this.serving.removeFirst();
        this.fronts.forEach(front -> front.add(fresh));
        this.fronts.forEach(front -> front.remove(old));
        boolean _ = new CountDownLatch(1).await(preStop.toMillis(), TimeUnit.MILLISECONDS); // what the hook does
        old.signal("TERM");
        assertThat(old.awaitExit(Duration.ofSeconds(40))).isEqualTo(143);
        assertThat(Lines.notJson(old.stdout())).isEmpty();
        this.phase = Phase.STEADY;
        old.close();
    }

    /** Lets every customer finish, and prints what became of each setting's requests. */
    void finish(String what) {
        this.settings.forEach(setting -> setting.load().stop());
        System.out.printf("| %s: lag s | keep-alive | rest ms | requests | failed | p99 ms steady | replacing |%n",
                what);
        this.settings.forEach(setting -> System.out.printf("| %.0f | %s | %d | %d | %s | %.0f | %.0f |%n",
                setting.lag().toMillis() / 1e3, keepAlive(setting.habit()), setting.habit().rest().toMillis(),
                setting.load().sent(), setting.load().failures(), setting.load().latencies(Phase.STEADY).p99(),
                setting.load().latencies(Phase.REPLACING).p99()));
        System.out.printf("| %s, in all | | | %d | %d | | |%n", what, sent(), failed());
    }

    private static String keepAlive(Habit habit) {
        return (habit.keepAlive() ? "on" : "off") + (habit.looks() ? ", looks" : "");
    }

    long sent() {
        return this.settings.stream().mapToLong(setting -> setting.load().sent()).sum();
    }

    /** How many requests had no answer, or an answer that is an error. */
    long failed() {
        return this.settings.stream()
                .map(setting -> setting.load().failures())
                .flatMap(failures -> failures.entrySet().stream())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        this.settings.forEach(setting -> setting.load().stop());
        this.fronts.forEach(PlatformDouble::close);
        this.serving.forEach(Subject::close);
    }
}

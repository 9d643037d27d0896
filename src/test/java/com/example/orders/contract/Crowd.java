package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.Load.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Customers of every habit at every front, and a table of what became of their requests. */
final class Crowd implements AutoCloseable {

    /** Customers of one habit at one front. */
    private record Setting(String front, Habit habit, Load load) {}

    private final List<Setting> settings = new ArrayList<>();
    private volatile Phase phase = Phase.WARMING_UP;

    /** Adds customers of each of the habits at one front. */
    void add(String front, URI url, int customers, List<Habit> habits) {
        habits.forEach(
                habit -> this.settings
                        .add(new Setting(front, habit, new Load(url, customers, habit, () -> this.phase))));
    }

    /** Says what happens to the service from now on. */
    void enter(Phase next) {
        this.phase = next;
    }

    /** Waits until so many requests more have ended. */
    void awaitRequests(int more) {
        long enough = sent() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> sent() > enough);
    }

    /** Lets every customer finish, prints what became of each setting's requests, and fails where there were none. */
    void finish(String what) {
        close();
        assertThat(this.settings).allSatisfy(setting -> assertThat(setting.load().sent()).isPositive());
        System.out.printf("| %s: front | keep-alive | rest ms | requests | failed | p99 ms steady | replacing |%n",
                what);
        this.settings
                .forEach(setting -> System.out.printf("| %s | %s | %d | %d | %s | %.0f | %.0f |%n", setting.front(),
                        keepAlive(setting.habit()), setting.habit().rest().toMillis(), setting.load().sent(),
                        setting.load().failures(), setting.load().latencies(Phase.STEADY).p99(),
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
    }
}

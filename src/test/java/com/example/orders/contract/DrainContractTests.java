package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import com.example.orders.support.Invariant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement 3: at SIGTERM it finishes or hands back what it has begun, and no client sees an error. */
@Timeout(300)
class DrainContractTests {

    /** How many times a subject is replaced in each setting. */
    private static final int REPLACEMENTS = Integer.getInteger("contract.replacements", 1);

    @ParameterizedTest(name = "lag {0} ms, keep-alive {1}, rest {2} ms")
    @CsvSource({"0, true, 0", "1000, true, 500", "3000, true, 2000", "3000, false, 5"})
    void aRollingReplacementUnderLoadFailsNoRequest(int lag, boolean keepAlive, int rest) {
        try (KillableDatabase database = KillableDatabase.create();
                PlatformDouble platform = new PlatformDouble(Duration.ofMillis(lag))) {
            Subject old = ProcessSubject.ready(database, Map.of());
            old.api().restock("LOAD", 1_000_000);
            platform.add(old);
            try (Load load = new Load(platform.port(), 8, keepAlive, Duration.ofMillis(Math.max(rest, 5)))) {
                for (int i = 0; i < REPLACEMENTS; i++) {
                    old = replace(old, platform, database);
                }
                load.stop();
                System.out.printf("| %d | %s | %d | %d | %d | %s |%n", lag, keepAlive ? "on" : "off", rest,
                        REPLACEMENTS,
                        load.sent(), load.failures());
                assertThat(load.sent()).isPositive();
                assertThat(load.failures()).isEmpty();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted(database) == 0);
            new Invariant(database.sql()).assertHolds();
            old.close();
        }
    }

    /** The counter-proof: without the linger the same load meets a closed port, and is seen to. */
    @Test
    void aReplacementWithoutALingerIsSeenToFailRequests() {
        try (KillableDatabase database = KillableDatabase.create();
                PlatformDouble platform = new PlatformDouble(Duration.ofSeconds(2));
                Subject old = ProcessSubject.ready(database, Map.of("PLATFORM_DRAIN_LINGER", "0s"))) {
            old.api().restock("LOAD", 1_000_000);
            platform.add(old);
            try (Load load = new Load(platform.port(), 8, false, Duration.ofMillis(5));
                    Subject _ = replace(old, platform, database)) {
                load.stop();
                System.out.printf("without a linger: %d requests, %s%n", load.sent(), load.failures());
                assertThat(load.failures()).isNotEmpty();
            }
        }
    }

    private static Subject replace(Subject old, PlatformDouble platform, KillableDatabase database) {
        Subject fresh = ProcessSubject.ready(database, Map.of());
        platform.add(fresh);
        platform.remove(old);
        old.signal("TERM");
        assertThat(old.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
        assertThat(Lines.notJson(old.stdout())).isEmpty();
        return fresh;
    }

    @Test
    void aRequestThatWaitsIsAnsweredAtOnceAndItsTaskIsFinished() throws Exception {
        try (KillableDatabase database = KillableDatabase.create();
                Subject subject = ProcessSubject.ready(database, Map.of("FULFILMENT_PACKINGTIME", "3s"))) {
            subject.api().restock("DRA-1", 10);
            CompletableFuture<Api.Answer> waiting = CompletableFuture
                    .supplyAsync(() -> subject.api().order("DRA-1", 1, "Prefer", "wait=30"));
            await().until(() -> picked(database) == 1);
            subject.signal("TERM");
            subject.signal("TERM");
            assertThat(waiting.get().status()).isEqualTo(202);
            assertThat(waiting.get().took()).isLessThan(Duration.ofSeconds(5));
            assertThat(subject.api().get("/readyz").status()).isEqualTo(503);
            assertThat(subject.api().get("/livez").status()).isEqualTo(200);
            assertThat(subject.platform().get("/actuator/drain").text("/state")).isEqualTo("LINGERING");
            assertThat(subject.platform().get("/actuator/prometheus").body())
                    .contains("drain_state{state=\"lingering\"} 1.0");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(statuses(database, "FULFILLED")).isEqualTo(1);
            assertThat(subject.stdout().stream().filter(line -> line.contains("\"message\":\"Drain\""))).hasSize(3);
        }
    }

    @Test
    void aTaskThatDoesNotFinishInTimeIsHandedBackAndBegunElsewhereWithin2Seconds() {
        Map<String, String> slow = Map.of("FULFILMENT_PACKINGTIME", "10m", "PLATFORM_DRAIN_LINGER", "1s",
                "PLATFORM_DRAIN_TASKS", "2s");
        try (KillableDatabase database = KillableDatabase.create();
                Subject stopping = ProcessSubject.ready(database, slow)) {
            stopping.api().restock("DRA-2", 10);
            String order = stopping.api().order("DRA-2", 1).header("Location");
            await().until(() -> picked(database) == 1);
            try (Subject other = ProcessSubject.ready(database, Map.of())) {
                stopping.signal("TERM");
                await().until(() -> stopping.stdout().stream().anyMatch(line -> line.contains("Handed back a task")));
                long handedBack = System.nanoTime();
                await().until(() -> other.api().get(order).text("/status").equals("FULFILLED"));
                double seconds = (System.nanoTime() - handedBack) / 1e9;
                System.out.printf("handed back, and ended elsewhere %.2f s later%n", seconds);
                assertThat(seconds).isLessThan(2);
                assertThat(stopping.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
                new Invariant(database.sql()).assertHolds();
            }
        }
    }

    @Test
    void aStopDuringTheStartEndsItWithinSeconds() {
        try (KillableDatabase database = KillableDatabase.create()) {
            database.kill();
            try (Subject starting = ProcessSubject.start(database.environment())) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> starting.stdout().stream().anyMatch(line -> line.contains("No database yet")));
                starting.signal("TERM");
                assertThat(starting.awaitExit(Duration.ofSeconds(3))).isEqualTo(143);
            }
        }
    }

    @Test
    void aStopWhileTheDatabaseIsAwayEndsInsideTheGracePeriod() {
        try (KillableDatabase database = KillableDatabase.create();
                Subject subject = ProcessSubject.ready(database, Map.of("FULFILMENT_PACKINGTIME", "8s"))) {
            subject.api().restock("DRA-3", 10);
            subject.api().order("DRA-3", 1);
            await().until(() -> picked(database) == 1);
            database.kill();
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(Lines.notJson(subject.stdout())).isEmpty();
            database.startAgain();
            assertThat(accepted(database)).isEqualTo(1);
            new Invariant(database.sql()).assertHolds();
        }
    }

    @Test
    void aBudgetThatDoesNotFitTheGracePeriodStopsTheStart() {
        try (KillableDatabase database = KillableDatabase.create()) {
            Map<String, String> environment = new HashMap<>(database.environment());
            environment.put("PLATFORM_DRAIN_GRACEPERIOD", "15s");
            try (Subject subject = ProcessSubject.start(environment)) {
                assertThat(subject.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
                assertThat(subject.stdout().getLast()).contains("platform.drain", "within grace-period");
            }
        }
    }

    private static int picked(KillableDatabase database) {
        return count(database, "select count(*) from scheduled_tasks where picked");
    }

    private static int accepted(KillableDatabase database) {
        return statuses(database, "ACCEPTED");
    }

    private static int statuses(KillableDatabase database, String status) {
        return count(database, "select count(*) from orders where status = '" + status + "'");
    }

    private static int count(KillableDatabase database, String sql) {
        return database.sql().sql(sql).query(Integer.class).single();
    }
}

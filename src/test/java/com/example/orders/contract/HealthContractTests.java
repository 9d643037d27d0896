package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.planted.BlockedCarriers;
import com.example.orders.contract.planted.StandingStill;
import com.example.orders.support.Api;
import com.example.orders.support.Api.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 2: liveness says "restart me", readiness says "send me traffic"; a database that is away flips neither. */
@Timeout(300)
class HealthContractTests {

    /** How long the database is away, in seconds. */
    private static final int OUTAGE = Integer.getInteger("contract.outage", 15);

    /** Much shorter than an outage: so that liveness would fail if it took an outage for a work loop that hangs. */
    private static final Map<String, String> STALLED_AFTER_2S = Map.of("PLATFORM_HEALTH_STALLEDAFTER", "2s");

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void probesStandOnTheCustomersPortAndTheSameGroupsOnThePlatforms() {
        try (Subject subject = Subject.ready(database.launch())) {
            assertThat(subject.api().get("/livez").status()).isEqualTo(200);
            assertThat(subject.api().get("/readyz").status()).isEqualTo(200);
            assertThat(subject.platform().get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(subject.platform().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(subject.api().get("/livez").body()).doesNotContain("db");
            assertThat(subject.api().get("/readyz").body()).doesNotContain("db");
        }
    }

    @Test
    void aDatabaseThatIsKilledFlipsNeitherProbeAndRequestsGet503Soon() {
        try (Subject subject = Subject.ready(database.launch(STALLED_AFTER_2S)
                .set("FULFILMENT_PACKINGTIME", "1s")); ProbeWatch watch = new ProbeWatch(subject)) {
            subject.api().restock("HEA-1", 1000);
            Stream.of(1, 1, 1, 1, 1, 1).forEach(quantity -> subject.api().order("HEA-1", quantity));
            database.kill();
            assertUnavailableFor(subject, Duration.ofSeconds(OUTAGE));
            database.startAgain();
            awaitServed(subject, "HEA-1");
            System.out.printf("database away for %d s: probes asked %d times, flipped %s%n", OUTAGE, watch.asked(),
                    watch.flips());
            assertThat(watch.asked()).isPositive();
            assertThat(watch.flips()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatFallsSilentFlipsNeitherProbeAndRequestsGet503Soon() throws Exception {
        try (StallingProxy proxy = new StallingProxy(database.address());
                Subject subject = Subject.ready(database.launch(proxy.address()).set(STALLED_AFTER_2S));
                ProbeWatch watch = new ProbeWatch(subject)) {
            subject.api().restock("HEA-1", 1000);
            awaitServed(subject, "HEA-1");
            proxy.stall();
            assertUnavailableFor(subject, Duration.ofSeconds(6));
            proxy.heal();
            awaitServed(subject, "HEA-1");
            assertThat(watch.asked()).isPositive();
            assertThat(watch.flips()).isEmpty();
        }
    }

    /** The counter-proof: a liveness that asks the database would have every pod restarted, and the watch sees it. */
    @Test
    void aLivenessThatAsksTheDatabaseIsSeenToFlip() {
        try (Subject subject = Subject.ready(database.launch()
                .set("MANAGEMENT_ENDPOINT_HEALTH_GROUP_LIVENESS_INCLUDE", "livenessState,db"));
                ProbeWatch watch = new ProbeWatch(subject)) {
            database.kill();
            await().until(() -> watch.flips().stream().anyMatch(flip -> flip.startsWith("/livez")));
        } finally {
            database.startAgain();
        }
    }

    @Test
    void aDatabaseThatIsAbsentAtTheStartIsWaitedForWithALineForEachAttempt() {
        database.kill();
        try (Subject subject = Subject.start(database.launch(Map.of("PLATFORM_DATABASE_STARTTIMEOUT", "4s")))) {
            assertThat(subject.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(subject.stdout()).filteredOn(line -> line.contains("No database yet")).hasSizeBetween(1, 3);
            assertThat(subject.stdout().getLast()).contains("no database answered within 4 s");
        }
        try (Subject subject = Subject.start(database.launch())) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> subject.stdout().stream().anyMatch(line -> line.contains("No database yet")));
            assertThat(Probe.ask(subject, "/livez")).isEqualTo(Probe.NO_ANSWER);
            database.startAgain();
            subject.awaitReady();
        }
    }

    @Test
    void overloadIsNotReadyAfterAWhileAndNeverNotAlive() {
        Map<String, String> small = Map.of("PLATFORM_OVERLOAD_MAXCONCURRENTREQUESTS", "2",
                "PLATFORM_OVERLOAD_UNREADYAFTER", "2s", "FULFILMENT_PACKINGTIME", "6s");
        try (Subject subject = Subject.ready(database.launch(small))) {
            Api api = subject.api();
            api.restock("HEA-1", 10);
            var waiting = Stream.of(1, 1)
                    .map(quantity -> CompletableFuture
                            .supplyAsync(() -> api.order("HEA-1", quantity, "Prefer", "wait=30")))
                    .toList();
            await().until(() -> api.get("/stock").status() == 503);
            await().until(() -> {
                assertThat(Probe.ask(subject, "/livez")).isEqualTo(200);
                assertThat(api.get("/stock").header("Retry-After")).isEqualTo("1");
                return Probe.ask(subject, "/readyz") == 503;
            });
            assertThat(waiting).allSatisfy(order -> assertThat(order.get().status()).isEqualTo(200));
            await().until(() -> Probe.ask(subject, "/readyz") == 200);
        }
    }

    @ParameterizedTest(name = "threads named {0}…")
    @ValueSource(strings = {"fulfilment-", "execute-due"})
    void aWorkLoopThatStandsStillFailsLivenessAlone(String threads) {
        try (Subject subject = Subject.ready(database.launch(STALLED_AFTER_2S)
                .plant(StandingStill.class).set("PLANTED_THREAD", threads).set("FULFILMENT_HEARTBEATINTERVAL", "1s"))) {
            subject.api().restock("HEA-1", 10);
            assertThat(subject.api().order("HEA-1", 1).status()).isEqualTo(202);
            assertThat(Probe.ask(subject, "/livez")).isEqualTo(200);
            await().until(() -> Probe.ask(subject, "/livez") == 503);
            assertThat(Probe.ask(subject, "/readyz")).isEqualTo(200);
            assertThat(subject.stdout()).anyMatch(line -> line.contains("fulfilment has stood still for"));
        }
    }

    @Test
    void aServiceWhoseCarrierThreadsAreBlockedAnswersNoProbe() {
        try (Subject subject = Subject.ready(database.launch().plant(BlockedCarriers.class))) {
            Probe.ask(subject, "/planted"); // whose own answer may find no thread any more
            await().until(() -> Probe.ask(subject, "/livez") == Probe.NO_ANSWER);
            assertThat(Probe.ask(subject, "/readyz")).isEqualTo(Probe.NO_ANSWER);
            assertThat(subject.isAlive()).isTrue();
        }
    }

    private static void awaitServed(Subject subject, String sku) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> subject.api().order(sku, 1, "Prefer", "wait=5").status() == 200);
    }

    private static void assertUnavailableFor(Subject subject, Duration time) {
        Api api = subject.api();
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            for (Answer answer : new Answer[]{api.order("HEA-1", 1), api.get("/orders")}) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
                assertThat(answer.text("/type")).isEqualTo("urn:problem-type:orders:database-unavailable");
                assertThat(answer.took()).isLessThan(Duration.ofSeconds(2));
            }
        }
    }
}

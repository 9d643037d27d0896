package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.subject.ProbeMonitor;
import com.example.contract.subject.StallingProxy;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requirement 2: liveness says "restart me", readiness says "send me traffic"; an unavailable database changes neither.
 */
@Timeout(300)
class HealthContractTests {

    /** How long the database is unavailable, in seconds. */
    private static final int OUTAGE = Integer.getInteger("contract.outage", Tier.FULL ? 15 : 5);

    /** Much shorter than an outage: liveness would fail if it mistook an outage for a work loop that hangs. */
    private static final Map<String, String> STALLED_AFTER_2S = Map.of("CHASSIS_HEALTH_STALLEDAFTER", "2s");

    /** What is promised, or twice as much where other tests run at the same time. */
    private static final Duration SOON = Duration.ofSeconds(Tier.FULL ? 2 : 4);

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    @Test
    void probesAreOnTheServicesPortAndTheSameGroupsOnTheManagementPort() {
        try (Subject subject = Subject.ready(environment.launch())) {
            assertThat(subject.api().get("/livez").status()).isEqualTo(200);
            assertThat(subject.api().get("/readyz").status()).isEqualTo(200);
            assertThat(subject.management().get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(subject.management().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(subject.api().get("/livez").body()).doesNotContain("db");
            assertThat(subject.api().get("/readyz").body()).doesNotContain("db");
        }
    }

    /** For longer than a stall may last. */
    @Test
    void anIdleServiceStaysAliveAndReady() {
        try (Subject subject = Subject.ready(environment.launch(STALLED_AFTER_2S));
                ProbeMonitor probes = new ProbeMonitor(subject)) {
            await().during(Duration.ofSeconds(6))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> probes.failures().isEmpty());
            assertThat(probes.asked()).isPositive();
        }
    }

    @Test
    @NeedsStoredData
    void aKilledDatabaseChangesNoProbeAndRequestsGet503Soon() {
        Map<String, String> lasting = ServiceDriver.get()
                .backgroundTasks()
                .map(tasks -> tasks.lasting(Duration.ofSeconds(1)))
                .orElse(Map.of());
        try (Subject subject = Subject.ready(environment.launch(STALLED_AFTER_2S).set(lasting));
                ProbeMonitor probes = new ProbeMonitor(subject)) {
            IntStream.range(0, 6).forEach(_ -> Requests.store(subject));
            environment.database().kill();
            assertUnavailableFor(subject, Duration.ofSeconds(OUTAGE));
            environment.database().startAgain();
            awaitServed(subject);
            System.out.printf("database unavailable for %d s: probes asked %d times, failed %s%n", OUTAGE,
                    probes.asked(), probes.failures());
            assertThat(probes.asked()).isPositive();
            assertThat(probes.failures()).isEmpty();
        }
    }

    @Test
    @NeedsStoredData
    void aDatabaseThatDoesNotAnswerChangesNoProbeAndRequestsGet503Soon() throws Exception {
        try (StallingProxy proxy = new StallingProxy(environment.database().address());
                Subject subject = Subject.ready(environment.database().launch(proxy.address()).set(STALLED_AFTER_2S));
                ProbeMonitor probes = new ProbeMonitor(subject)) {
            awaitServed(subject);
            proxy.stall();
            assertUnavailableFor(subject, Duration.ofSeconds(Tier.FULL ? 6 : 4));
            proxy.resume();
            awaitServed(subject);
            assertThat(probes.asked()).isPositive();
            assertThat(probes.failures()).isEmpty();
        }
    }

    /** As after a failover to a standby: sessions that are open see a server that is read-only, new ones do not. */
    @Test
    @NeedsStoredData
    void sessionsOnAServerThatHasBecomeReadOnlyAreGivenUp() {
        try (Subject subject = Subject.ready(environment.launch())) {
            awaitServed(subject);
            environment.database().makeOpenSessionsReadOnly();
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> Requests.store(subject).status() == 503);
                await().atMost(Duration.ofSeconds(20))
                        .during(Duration.ofSeconds(2))
                        .until(() -> Requests.store(subject).status() < 300);
            } finally {
                environment.database().makeOpenSessionsWritable();
            }
        }
    }

    /** The counter-proof: a liveness that asks the database would have every pod restarted, and the monitor sees it. */
    @Test
    @NeedsStoredData
    void aLivenessThatAsksTheDatabaseIsSeenToFail() {
        try (Subject subject = Subject.ready(
                environment.launch(Map.of("MANAGEMENT_ENDPOINT_HEALTH_GROUP_LIVENESS_INCLUDE", "livenessState,db")));
                ProbeMonitor probes = new ProbeMonitor(subject)) {
            environment.database().kill();
            await().until(() -> probes.failures().stream().anyMatch(failure -> failure.startsWith("/livez")));
        } finally {
            environment.database().startAgain();
        }
    }

    @Test
    @NeedsStoredData
    void aStartWaitsForADatabaseThatIsAbsentWithALineForEachAttempt() {
        environment.database().kill();
        try (Subject subject = Subject.start(environment.launch(Map.of("CHASSIS_DATABASE_STARTTIMEOUT", "4s")))) {
            assertThat(subject.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(subject.stdout()).filteredOn(line -> line.contains("No database yet")).hasSizeBetween(1, 3);
            assertThat(subject.stdout().getLast()).contains("no database answered within 4 s");
        }
        try (Subject subject = Subject.start(environment.launch())) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> subject.stdout().stream().anyMatch(line -> line.contains("No database yet")));
            assertThat(subject.probe("/livez")).isEqualTo(Probe.NO_ANSWER);
            environment.database().startAgain();
            subject.awaitReady();
        }
    }

    /** A pod that is not ready gets no requests: if overload did that, every pod would leave at once. */
    @Test
    @NeedsWaitingRequests
    void overloadRejectsRequestsAndChangesNoProbe() {
        try (Subject subject = Subject.ready(environment.launch(Map.of("CHASSIS_OVERLOAD_MAXCONCURRENTREQUESTS", "2"))
                .set(Requests.tasks().lasting(Duration.ofSeconds(4))));
                ProbeMonitor probes = new ProbeMonitor(subject)) {
            List<CompletableFuture<Answer>> waiting = Stream.of(1, 2)
                    .map(_ -> CompletableFuture
                            .supplyAsync(() -> Requests.storeAndAwait(subject.api(), Duration.ofSeconds(30))))
                    .toList();
            await().until(() -> Requests.read(subject).status() == 503);
            assertThat(Requests.read(subject).header("Retry-After")).isEqualTo("1");
            int asked = probes.asked();
            await().until(() -> probes.asked() > asked + 10);
            assertThat(waiting).allSatisfy(request -> assertThat(request.get().status()).isEqualTo(200));
            assertThat(probes.failures()).isEmpty();
        }
    }

    private static void awaitServed(Subject subject) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Requests.store(subject).status() < 300);
    }

    private static void assertUnavailableFor(Subject subject, Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            Answer answer = Requests.store(subject);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text("/type")).endsWith(":database-unavailable");
            assertThat(answer.took()).isLessThan(SOON);
        }
    }
}

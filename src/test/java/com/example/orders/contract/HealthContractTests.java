package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import com.example.orders.support.Api.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Requirement 2: liveness says "restart me", readiness says "send me traffic"; a database that is away flips neither. */
class HealthContractTests {

    /** How long the database is away, in seconds. */
    private static final int OUTAGE = Integer.getInteger("contract.outage", 15);

    @Test
    void probesStandOnTheCustomersPortAndTheSameGroupsOnThePlatforms() {
        try (KillableDatabase database = KillableDatabase.create();
                Subject subject = ProcessSubject.ready(database, Map.of())) {
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
        try (KillableDatabase database = KillableDatabase.create();
                Subject subject = ProcessSubject.ready(database, Map.of())) {
            subject.api().restock("HEA-1", 1000);
            try (ProbeWatch watch = new ProbeWatch(subject)) {
                database.kill();
                assertUnavailableFor(subject, Duration.ofSeconds(OUTAGE));
                database.startAgain();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> subject.api().order("HEA-1", 1, "Prefer", "wait=5").status() == 200);
                watch.assertNeverFlipped();
            }
        }
    }

    @Test
    void aDatabaseThatFallsSilentFlipsNeitherProbeAndRequestsGet503Soon() throws Exception {
        try (KillableDatabase database = KillableDatabase.create();
                StallingProxy proxy = new StallingProxy(database.port());
                Subject subject = startBehind(proxy, database)) {
            subject.api().restock("HEA-2", 1000);
            assertThat(subject.api().order("HEA-2", 1, "Prefer", "wait=5").status()).isEqualTo(200);
            try (ProbeWatch watch = new ProbeWatch(subject)) {
                proxy.stall();
                assertUnavailableFor(subject, Duration.ofSeconds(6));
                proxy.heal();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> subject.api().order("HEA-2", 1, "Prefer", "wait=5").status() == 200);
                watch.assertNeverFlipped();
            }
        }
    }

    @Test
    void aDatabaseThatIsAbsentAtTheStartIsWaitedForWithALineForEachAttempt() {
        try (KillableDatabase database = KillableDatabase.create()) {
            database.kill();
            Map<String, String> environment = new HashMap<>(database.environment());
            environment.put("PLATFORM_DATABASE_STARTTIMEOUT", "4s");
            try (Subject subject = ProcessSubject.start(environment)) {
                assertThat(subject.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
                assertThat(subject.stdout()).filteredOn(line -> line.contains("No database yet")).hasSizeBetween(1, 3);
                assertThat(subject.stdout().getLast()).contains("no database answered within 4 s");
            }
            environment.put("PLATFORM_DATABASE_STARTTIMEOUT", "60s");
            try (Subject subject = ProcessSubject.start(environment)) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> subject.stdout().stream().anyMatch(line -> line.contains("No database yet")));
                database.startAgain();
                subject.awaitReady();
            }
        }
    }

    private static Subject startBehind(StallingProxy proxy, KillableDatabase database) {
        Subject subject = ProcessSubject.start(database.environment(proxy.port()));
        subject.awaitReady();
        return subject;
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

    /** Asks both probes again and again, as a kubelet would, and remembers each answer but 200. */
    private static final class ProbeWatch implements AutoCloseable {

        private final AtomicBoolean on = new AtomicBoolean(true);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger flipped = new AtomicInteger();
        private final Thread thread;

        ProbeWatch(Subject subject) {
            Api api = subject.api();
            this.thread = Thread.ofVirtual().start(() -> {
                while (this.on.get()) {
                    ask(api, "/livez");
                    ask(api, "/readyz");
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            });
        }

        private void ask(Api api, String probe) {
            this.asked.incrementAndGet();
            try {
                if (api.get(probe).status() != 200) {
                    this.flipped.incrementAndGet();
                }
            } catch (UncheckedIOException ex) {
                this.flipped.incrementAndGet(); // to a kubelet, no answer is a failure
            }
        }

        void assertNeverFlipped() {
            assertThat(this.thread.isAlive()).isTrue();
            assertThat(this.asked).hasPositiveValue();
            assertThat(this.flipped).hasValue(0);
        }

        @Override
        public void close() {
            this.on.set(false);
            try {
                this.thread.join();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.planted.HastyAcceptance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requirement 7: whatever dies, nothing is lost and nothing is done twice. */
@Timeout(1800)
class DisposableContractTests {

    /** How many processes are killed. */
    private static final int KILLS = Integer.getInteger("contract.kills", 10);

    /** How long a worker stands still, in seconds; longer than its heartbeats in any case. */
    private static final int STANDSTILL = Integer.getInteger("contract.standstill", 12);

    /** What the table of the API allows a customer to see. */
    private static final Set<String> ALLOWED = Set.of("POST 200", "POST 202", "POST 503", "DELETE 200", "DELETE 409",
            "DELETE 503");

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void everyOrderEndsOnceThoughTheDatabaseIsKilledUnderLoad() {
        try (Subject subject = Subject.ready(database.launch());
                Customers customers = new Customers(subject.url(), 16, Duration.ZERO)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> customers.accepted() > 300);
            database.kill();
            await().until(() -> customers.answers().containsKey("POST 503"));
            database.startAgain();
            long back = System.nanoTime();
            await().atMost(Duration.ofSeconds(60)).until(() -> customers.accepted() > 1000);
            customers.stop();
            awaitEnds();
            System.out.printf("database killed: %d orders, answers %s, all ended %.1f s after it was back%n",
                    customers.accepted(), customers.answers(), (System.nanoTime() - back) / 1e9);
            assertThat(customers.answers().keySet()).isSubsetOf(ALLOWED);
            assertThat(customers.answers()).containsKeys("POST 503", "DELETE 200");
            assertNothingLostOrDoubled(customers);

            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            System.out.printf("%d lines on standard output, %d of them not JSON%n", subject.stdout().size(),
                    Lines.notJson(subject.stdout()).size());
            assertThat(Lines.notJson(subject.stdout())).isEmpty();
            assertThat(subject.stderr()).isEmpty();
        }
    }

    @Test
    void nothingIsLostOrDoubledThoughProcessesAreKilledAtRandomInstants() {
        Random random = new Random();
        Launch launch = database.launch(Map.of("FULFILMENT_PACKINGTIME", "50ms"));
        Map<String, Instant> kills = new HashMap<>();
        List<String> lines = new ArrayList<>();
        Deque<Subject> serving = new ArrayDeque<>(List.of(Subject.ready(launch), Subject.ready(launch)));
        try (PlatformDouble front = new PlatformDouble(Duration.ZERO, serving);
                Customers customers = new Customers(front.url(), 8, Duration.ofMillis(50))) {
            for (int kill = 0; kill < KILLS; kill++) {
                int instant = customers.accepted() + 20 + random.nextInt(100);
                await().atMost(Duration.ofSeconds(60)).until(() -> customers.accepted() >= instant);
                Subject victim = serving.removeFirst();
                kills.put(worker(victim), Instant.now());
                victim.signal("KILL");
                front.remove(victim);
                assertThat(victim.awaitExit(Duration.ofSeconds(10))).isEqualTo(137);
                lines.addAll(whole(victim.stdout()));
                victim.close();
                Subject fresh = Subject.ready(launch);
                serving.addLast(fresh);
                front.add(fresh);
            }
            customers.stop();
            awaitEnds();
            serving.forEach(subject -> lines.addAll(subject.stdout()));
            List<Double> seconds = takeOvers(lines, kills);
            assertThat(seconds).isNotEmpty();
            System.out
                    .printf("| kills | orders | answers | lost | doubled | tasks taken over | median s | worst s |%n");
            System.out.printf("| %d | %d | %s | %d | %d | %d | %.1f | %.1f |%n", KILLS, customers.accepted(),
                    customers.answers(), customers.lost(database).size(), customers.doubled(database), seconds.size(),
                    seconds.get(seconds.size() / 2), seconds.getLast());
            assertNothingLostOrDoubled(customers);
            assertThat(seconds).allSatisfy(each -> assertThat(each).isLessThan(30));
            assertThat(serving.getLast().platform().get("/actuator/prometheus").body())
                    .contains("fulfilment_tasks_taken_over_total");
        } finally {
            serving.forEach(Subject::close);
        }
    }

    private static String worker(Subject subject) {
        return Lines.saying("Fulfilment begins", subject.stdout()).getFirst().path("worker").asString();
    }

    /** SIGKILL may cut the last line short: the platform's log has half of it too. */
    private static List<String> whole(List<String> lines) {
        return Lines.notJson(lines.subList(lines.size() - 1, lines.size())).isEmpty()
                ? lines
                : lines.subList(0, lines.size() - 1);
    }

    private static List<Double> takeOvers(List<String> lines, Map<String, Instant> kills) {
        return Lines.takeOvers(lines)
                .stream()
                .map(line -> Duration.between(kills.get(line.path("worker").asString()), Lines.time(line)))
                .map(time -> time.toMillis() / 1e3)
                .sorted()
                .toList();
    }

    @Test
    void aWorkerThatStoodStillFindsItsWorkTakenOverAndDoesNothingTwice() {
        Map<String, String> settings = Map.of("FULFILMENT_PACKINGTIME", "1s", "FULFILMENT_HEARTBEATINTERVAL",
                (STANDSTILL < 40) ? "1s" : "4s");
        try (Subject standing = Subject.ready(database.launch(settings))) {
            standing.api().restock("DIS-1", 100);
            IntStream.range(0, 8).forEach(_ -> standing.api().order("DIS-1", 1));
            await().until(() -> database.count("select count(*) from scheduled_tasks where picked") > 0);
            standing.signal("STOP");
            Instant stopped = Instant.now();
            try (Subject other = Subject.ready(database.launch(settings))) {
                awaitEnds();
                System.out.printf("a worker stands still: its tasks have ended elsewhere after %.1f s%n",
                        Duration.between(stopped, Instant.now()).toMillis() / 1e3);
                Instant awake = stopped.plusSeconds(STANDSTILL);
                await().atMost(Duration.ofSeconds(STANDSTILL)).until(() -> Instant.now().isAfter(awake));
                standing.signal("CONT");
                await().until(() -> standing.platform().get("/actuator/drain").json().path("tasks").asInt() == 0);
                assertThat(Lines.takeOvers(other.stdout())).isNotEmpty();
                assertThat(Lines.saying("Order ended", standing.stdout()).size()
                        + Lines.saying("Order ended", other.stdout()).size()).isEqualTo(8);
                assertThat(database.count("select on_hand from stock where sku = 'DIS-1'")).isEqualTo(92);
                assertThat(standing.api().order("DIS-1", 1, "Prefer", "wait=5").status()).isEqualTo(200);
                database.assertInvariant();
            }
        }
    }

    /** The counter-proof: a service that accepts what it has not stored is found out. */
    @Test
    void ordersThatWereAcceptedInMemoryAreSeenToBeLost() {
        try (Subject hasty = Subject.ready(database.launch().plant(HastyAcceptance.class));
                Customers customers = new Customers(hasty.url(), 2, Duration.ofMillis(50))) {
            await().until(() -> customers.accepted() > 10);
            customers.stop();
            hasty.signal("KILL");
            assertThat(customers.lost(database)).hasSize(customers.accepted());
        }
    }

    private static void awaitEnds() {
        await().atMost(Duration.ofSeconds(60)).until(database::isSettled);
    }

    private static void assertNothingLostOrDoubled(Customers customers) {
        assertThat(customers.lost(database)).isEmpty();
        assertThat(customers.doubled(database)).isZero();
        database.assertInvariant();
    }
}

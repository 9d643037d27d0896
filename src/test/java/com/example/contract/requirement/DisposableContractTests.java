package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.load.RetryingClients;
import com.example.contract.subject.Launch;
import com.example.contract.subject.ServiceProxy;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requirement 7: whatever dies, nothing is lost and nothing is done twice. */
@Timeout(1800)
@NeedsStoredData
class DisposableContractTests {

    /** How many processes are killed. */
    private static final int KILLS = Integer.getInteger("contract.kills", Tier.FULL ? 10 : 3);

    /** How many requests are accepted before the database is killed; three times as many in all. */
    private static final int BEFORE = Tier.FULL ? 300 : 150;

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    @Test
    void everyTaskEndsOnceThoughTheDatabaseIsKilledUnderLoad() {
        try (Subject subject = Subject.ready(launch());
                RetryingClients clients = new RetryingClients(subject.url(), 16, Duration.ofMillis(Tier.FULL ? 0 : 50),
                        environment.database())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> clients.accepted() > BEFORE);
            environment.database().kill();
            await().until(() -> clients.answers().containsKey("POST 503"));
            environment.database().startAgain();
            long back = System.nanoTime();
            await().atMost(Duration.ofSeconds(60)).until(() -> clients.accepted() > 3 * BEFORE);
            clients.stop();
            awaitSettled();
            System.out.printf("database killed: %d accepted, answers %s, all finished %.1f s after it was back%n",
                    clients.accepted(), clients.answers(), (System.nanoTime() - back) / 1e9);
            assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.IN_AN_OUTAGE);
            clients.assertNothingLostOrDoubled(environment.database());
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            System.out.printf("%d lines on standard output, %d of them not JSON%n", subject.stdout().size(),
                    LogLines.notJson(subject.stdout()).size());
            assertThat(LogLines.notJson(subject.stdout())).isEmpty();
            assertThat(subject.stderr()).isEmpty();
        }
    }

    /** With the shipped heartbeats, or shorter ones. */
    private static Launch launch() {
        return environment.launch(ServiceDriver.get()
                .backgroundTasks()
                .filter(_ -> !Tier.FULL)
                .map(tasks -> tasks.heartbeat(Duration.ofSeconds(1)))
                .orElse(Map.of()));
    }

    @Test
    @NeedsBackgroundTasks
    void nothingIsLostOrDoubledThoughProcessesAreKilledAtRandomInstants() {
        Random random = new Random(RetryingClients.SEED);
        Launch launch = launch().set(Requests.tasks().lasting(Duration.ofMillis(250)));
        Map<String, Instant> kills = new HashMap<>();
        List<String> lines = new ArrayList<>();
        Deque<Subject> serving = new ArrayDeque<>(List.of(Subject.ready(launch), Subject.ready(launch)));
        try (ServiceProxy proxy = new ServiceProxy(Duration.ZERO, serving);
                RetryingClients clients = new RetryingClients(proxy.url(), 8, Duration.ofMillis(Tier.FULL ? 50 : 200),
                        environment.database())) {
            for (int kill = 0; kill < KILLS; kill++) {
                int instant = clients.accepted() + 20 + random.nextInt(100);
                await().atMost(Duration.ofSeconds(60)).until(() -> clients.accepted() >= instant);
                Subject victim = serving.removeFirst();
                await().until(() -> environment.database().count(Requests.tasks().running()) > 0);
                kills.put(worker(victim), Instant.now());
                victim.signal("KILL");
                proxy.remove(victim);
                assertThat(victim.awaitExit(Duration.ofSeconds(10))).isEqualTo(137);
                lines.addAll(LogLines.whole(victim.stdout()));
                victim.close();
                Subject fresh = Subject.ready(launch);
                serving.addLast(fresh);
                proxy.add(fresh);
            }
            clients.stop();
            awaitSettled();
            serving.forEach(subject -> lines.addAll(subject.stdout()));
            List<Double> seconds = takeOvers(lines, kills);
            assertThat(seconds).isNotEmpty();
            System.out.printf(
                    "| kills | accepted | answers | lost | doubled | tasks taken over | median s | worst s |%n");
            System.out.printf("| %d | %d | %s | %d | %d | %d | %.1f | %.1f |%n", KILLS, clients.accepted(),
                    clients.answers(), clients.lost(environment.database()).size(),
                    clients.doubled(environment.database()).size(), seconds.size(), seconds.get(seconds.size() / 2),
                    seconds.getLast());
            clients.assertNothingLostOrDoubled(environment.database());
            assertThat(seconds).allSatisfy(each -> assertThat(each).isLessThan(30));
        } finally {
            serving.forEach(Subject::close);
        }
    }

    private static String worker(Subject subject) {
        return LogLines.saying(Requests.tasks().startedMessage(), subject.stdout())
                .getFirst()
                .path("worker")
                .asString();
    }

    private static List<Double> takeOvers(List<String> lines, Map<String, Instant> kills) {
        return LogLines.saying(Requests.tasks().takenOverMessage(), lines)
                .stream()
                .filter(line -> kills.containsKey(line.path("worker").asString()))
                .map(line -> Duration.between(kills.get(line.path("worker").asString()), LogLines.time(line)))
                .map(time -> time.toMillis() / 1e3)
                .sorted()
                .toList();
    }

    @Test
    @NeedsBackgroundTasks
    void aWorkerThatStoodStillFindsItsTasksTakenOverAndDoesNothingTwice() {
        Launch launch = environment.launch(Requests.tasks().lasting(Duration.ofSeconds(1)))
                .set(Requests.tasks().heartbeat(Duration.ofSeconds(Tier.FULL ? 4 : 1)));
        try (Subject standing = Subject.ready(launch)) {
            IntStream.range(0, 8).forEach(_ -> Requests.store(standing));
            await().until(() -> environment.database().count(Requests.tasks().running()) > 0);
            standing.signal("STOP");
            Instant stopped = Instant.now();
            try (Subject other = Subject.ready(launch)) {
                awaitSettled();
                System.out.printf("a worker stands still: its tasks were finished elsewhere after %.1f s%n",
                        Duration.between(stopped, Instant.now()).toMillis() / 1e3);
                standing.signal("CONT");
                await().until(() -> standing.management().get("/actuator/drain").json().path("tasks").asInt() == 0);
                assertThat(LogLines.saying(Requests.tasks().takenOverMessage(), other.stdout())).isNotEmpty();
                assertThat(LogLines.saying(Requests.tasks().finishedMessage(), standing.stdout()).size()
                        + LogLines.saying(Requests.tasks().finishedMessage(), other.stdout()).size()).isEqualTo(8);
                assertThat(environment.database().count(Requests.tasks().finished())).isEqualTo(8);
                assertThat(Requests.task(standing.api(), Duration.ofSeconds(5)).status()).isLessThan(300);
                awaitSettled();
            }
        }
    }

    private static void awaitSettled() {
        await().atMost(Duration.ofSeconds(60)).until(environment.database()::isSettled);
    }
}

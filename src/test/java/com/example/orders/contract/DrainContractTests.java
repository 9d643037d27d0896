package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.planted.HangingStop;
import com.example.orders.contract.planted.StockShutdown;
import com.example.orders.support.Api;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Requirement 3: at SIGTERM it finishes or hands back what it has begun, and no client sees an error. */
@Timeout(900)
class DrainContractTests {

    /** How many times a subject is replaced under load; at least once for each of the two. */
    private static final int REPLACEMENTS = Integer.getInteger("contract.replacements", 2);

    /** How many customers there are of each habit that hardly rests, and of each that does. */
    private static final int BUSY = Integer.getInteger("contract.customers", 1);
    private static final int RESTING = 3 * BUSY;

    private static final List<Duration> LAGS = List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3));

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void aRollingReplacementUnderLoadFailsNoRequest() throws Exception {
        try (Rollout rollout = new Rollout(database.launch())) {
            for (Duration lag : LAGS) {
                rollout.load(lag, BUSY, List.of(Habit.of(true, 10), Habit.of(false, 10)));
                rollout.load(lag, RESTING, List.of(Habit.of(true, 500), Habit.of(true, 2000)));
            }
            rollout.warmUp();
            for (int i = 0; i < REPLACEMENTS; i++) {
                rollout.replaceOne(Duration.ZERO);
            }
            assertThat(rollout.finish("drain, no preStop, " + REPLACEMENTS + " replacements")).isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> database.orders("ACCEPTED") == 0);
            database.assertInvariant();
        }
    }

    /** The counter-proof: what Spring Boot does by itself, with customers that look before they send. */
    @Test
    void theSameWithoutOurDrainIsSeenToFailRequests() throws Exception {
        Duration preStop = Duration.ofSeconds(Integer.getInteger("contract.stock-pre-stop", 0));
        try (Rollout rollout = new Rollout(database.launch().plant(StockShutdown.class))) {
            for (Duration lag : LAGS) {
                rollout.load(lag, BUSY, List.of(Habit.of(true, 10).looking(), Habit.of(false, 10)));
                rollout.load(lag, RESTING, List.of(Habit.of(true, 500).looking(), Habit.of(true, 2000).looking()));
            }
            rollout.warmUp();
            for (int i = 0; i < REPLACEMENTS; i++) {
                rollout.replaceOne(preStop);
            }
            long failed = rollout
                    .finish("stock, preStop " + preStop.toSeconds() + " s, " + REPLACEMENTS + " replacements");
            if (preStop.isZero()) {
                assertThat(failed).isPositive();
            }
        }
    }

    @Test
    void aRequestThatWaitsIsAnsweredAtOnceAndItsTaskIsFinished() throws Exception {
        try (Subject subject = Subject.ready(database.launch(Map.of("FULFILMENT_PACKINGTIME", "3s")))) {
            subject.api().restock("DRA-1", 10);
            CompletableFuture<Api.Answer> waiting = CompletableFuture
                    .supplyAsync(() -> subject.api().order("DRA-1", 1, "Prefer", "wait=30"));
            await().until(() -> picked() == 1);
            subject.signal("TERM");
            subject.signal("TERM");
            assertThat(waiting.get().status()).isEqualTo(202);
            assertThat(waiting.get().took()).isLessThan(Duration.ofSeconds(5));
            assertThat(Probe.ask(subject, "/readyz")).isEqualTo(503);
            assertThat(Probe.ask(subject, "/livez")).isEqualTo(200);
            assertThat(subject.platform().get("/actuator/drain").text("/state")).isEqualTo("LINGERING");
            assertThat(subject.platform().get("/actuator/prometheus").body())
                    .contains("drain_state{state=\"lingering\"} 1.0");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(database.orders("FULFILLED")).isEqualTo(1);
            assertThat(Lines.saying("Drain", subject.stdout())).hasSize(3);
        }
    }

    @Test
    void aRequestThatHasBegunIsFinishedAfterThePortHasClosed() throws Exception {
        String body = "{\"sku\":\"DRA-1\",\"quantity\":1}";
        try (Subject subject = Subject.ready(database.launch(Map.of("PLATFORM_DRAIN_LINGER", "1s")));
                Socket slow = new Socket(subject.url().getHost(), subject.url().getPort())) {
            subject.api().restock("DRA-1", 10);
            send(slow, "POST /orders HTTP/1.1\r\nHost: orders\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 5));
            await().until(() -> subject.platform().get("/actuator/drain").json().path("requests").asInt() == 1);
            subject.signal("TERM");
            await().until(() -> Probe.ask(subject, "/livez") == Probe.NO_ANSWER);
            send(slow, body.substring(5));
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 202").contains("Connection: close", "ACCEPTED");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
        }
    }

    @Test
    void aConnectionThatRestsThroughTheWholeDrainEndsWithoutAReset() throws Exception {
        try (Subject subject = Subject.ready(database.launch());
                Socket idle = new Socket(subject.url().getHost(), subject.url().getPort())) {
            idle.setSoTimeout(30_000);
            send(idle, "GET /stock HTTP/1.1\r\nHost: orders\r\n\r\n");
            InputStream in = idle.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            await().until(() -> in.available() > 0);
            subject.signal("TERM");
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8); // a reset would throw
            assertThat(rest).startsWith("TTP/1.1 200").doesNotContain("Connection: close");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
        }
    }

    @Test
    void tasksThatDoNotFinishInTimeAreHandedBackAndBegunElsewhereWithin2Seconds() {
        int tasks = 8;
        Launch slow = database.launch(Map.of("FULFILMENT_PACKINGTIME", "10m", "FULFILMENT_WORKERS", "8",
                "PLATFORM_DRAIN_LINGER", "1s", "PLATFORM_DRAIN_TASKS", "2s"));
        try (Subject stopping = Subject.ready(slow)) {
            stopping.api().restock("DRA-1", 10);
            IntStream.range(0, tasks).forEach(_ -> stopping.api().order("DRA-1", 1));
            await().until(() -> picked() == tasks);
            try (Subject other = Subject.ready(database.launch())) {
                stopping.signal("TERM");
                assertThat(stopping.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
                await().until(() -> database.orders("FULFILLED") == tasks);
                assertThat(other.isAlive()).isTrue();
            }
            List<Double> seconds = Lines.saying("Handed back a task", stopping.stdout())
                    .stream()
                    .map(DrainContractTests::secondsUntilEnded)
                    .sorted()
                    .toList();
            System.out.printf("%d tasks handed back, and ended elsewhere after: median %.2f s, worst %.2f s%n",
                    seconds.size(), seconds.get(tasks / 2), seconds.getLast());
            assertThat(seconds).hasSize(tasks).allSatisfy(each -> assertThat(each).isLessThan(2));
            database.assertInvariant();
        }
    }

    private static double secondsUntilEnded(JsonNode handedBack) {
        Instant ended = database.sql()
                .sql("select ended_at from orders where id = cast(? as uuid)")
                .param(handedBack.path("order_id").asString())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
        return Duration.between(Lines.time(handedBack), ended).toMillis() / 1e3;
    }

    @Test
    void tracesOfTheLastRequestsLeaveBeforeTheEnd() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        try (TraceSink sink = new TraceSink(SubjectKind.chosen().thisMachine());
                Subject subject = Subject.ready(database.launch(Map.of("PLATFORM_DRAIN_LINGER", "2s",
                        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", sink.url())))) {
            subject.signal("TERM");
            await().until(() -> Probe.ask(subject, "/readyz") == 503);
            subject.api().get("/stock", "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(sink.hasSeen(trace)).isTrue();
            assertThat(sink.hasSeen(trace.replace('0', '1'))).isFalse();
        }
    }

    @Test
    void aStopDuringTheStartEndsItWithinSeconds() {
        database.kill();
        try (Subject starting = Subject.start(database.launch())) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> starting.stdout().stream().anyMatch(line -> line.contains("No database yet")));
            starting.signal("TERM");
            assertThat(starting.awaitExit(Duration.ofSeconds(3))).isEqualTo(143);
        } finally {
            database.startAgain();
        }
    }

    @Test
    void aStopWhileTheDatabaseIsAwayEndsInsideTheGracePeriod() {
        try (Subject subject = Subject.ready(database.launch(Map.of("FULFILMENT_PACKINGTIME", "8s")))) {
            subject.api().restock("DRA-1", 10);
            subject.api().order("DRA-1", 1);
            await().until(() -> picked() == 1);
            database.kill();
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(Lines.notJson(subject.stdout())).isEmpty();
        } finally {
            database.startAgain();
        }
        assertThat(database.orders("ACCEPTED")).isEqualTo(1);
        database.assertInvariant();
    }

    @Test
    void aStopThatHangsIsEndedInsideTheGracePeriodAndLosesNothing() {
        Map<String, String> tight = Map.of("PLATFORM_DRAIN_LINGER", "1s", "PLATFORM_DRAIN_REQUESTS", "1s",
                "PLATFORM_DRAIN_TASKS", "1s", "PLATFORM_DRAIN_HANDBACK", "1s", "PLATFORM_DRAIN_GRACEPERIOD", "6s");
        try (Subject subject = Subject.ready(database.launch(tight).plant(HangingStop.class)
                .set("FULFILMENT_PACKINGTIME", "10m"))) {
            subject.api().restock("DRA-1", 10);
            subject.api().order("DRA-1", 1);
            await().until(() -> picked() == 1);
            long told = System.nanoTime();
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(10))).isEqualTo(70);
            System.out.printf("a stop that hangs: ended %.1f s after SIGTERM, of a grace period of 6 s%n",
                    (System.nanoTime() - told) / 1e9);
            assertThat(subject.stdout().getLast()).contains("The stop has hung", "\"ERROR\"");
            assertThat(database.orders("ACCEPTED")).isEqualTo(1);
            assertThat(database.count("select count(*) from scheduled_tasks")).isEqualTo(1);
            database.assertInvariant();
        }
    }

    @Test
    void aBudgetThatDoesNotFitTheGracePeriodStopsTheStart() {
        try (Subject subject = Subject.start(database.launch(Map.of("PLATFORM_DRAIN_GRACEPERIOD", "15s")))) {
            assertThat(subject.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(subject.stdout().getLast()).contains("Cannot start: platform.drain (these settings together)",
                    "within grace-period");
        }
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static int picked() {
        return database.count("select count(*) from scheduled_tasks where picked");
    }

}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.subject.SubjectKind;
import com.example.contract.subject.TraceCollector;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.ClientRequest;
import com.example.contract.support.LogLines;
import com.example.contract.support.Probe;
import com.example.contract.support.TraceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Requirement 3: at SIGTERM it finishes or hands back what it has started, and no client sees an error. */
@Timeout(900)
class DrainContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    @Test
    void aRollingReplacementUnderLoadFailsNoRequest() throws Exception {
        try (Rollout rollout = new Rollout(environment.launch(Rollout.SETTINGS))) {
            for (Duration lag : Rollout.LAGS) {
                rollout.load(lag, Rollout.BUSY, Rollout.ACTIVE);
                rollout.load(lag, 3 * Rollout.BUSY, Rollout.RESTING);
            }
            rollout.warmUp();
            for (int i = 0; i < Rollout.REPLACEMENTS; i++) {
                rollout.replaceOne();
            }
            assertThat(rollout.finish("drain, " + Rollout.REPLACEMENTS + " replacements")).isEmpty();
            awaitSettled();
        }
    }

    private static void awaitSettled() {
        if (ServiceDriver.get().storedData().isPresent()) {
            await().atMost(Duration.ofSeconds(30)).until(environment.database()::isSettled);
            environment.database().assertInvariant();
        }
    }

    @Test
    @NeedsWaitingRequests
    void aWaitingRequestIsAnsweredAtOnceAndItsTaskIsFinished() throws Exception {
        try (Subject subject = Subject.ready(environment.launch(Requests.tasks().lasting(Duration.ofSeconds(3)))
                .set(Map.of("CHASSIS_DRAIN_LINGER", "5s")))) {
            CompletableFuture<Answer> waiting = CompletableFuture
                    .supplyAsync(() -> Requests.storeAndAwait(subject.api(), Duration.ofSeconds(30)));
            await().until(() -> running() == 1);
            subject.signal("TERM");
            subject.signal("TERM");
            assertThat(waiting.get().status()).isEqualTo(202);
            assertThat(waiting.get().took()).isLessThan(Duration.ofSeconds(10));
            assertThat(subject.probe("/readyz")).isEqualTo(503);
            assertThat(subject.probe("/livez")).isEqualTo(200);
            assertThat(subject.management().get("/actuator/drain").text("/state")).isEqualTo("LINGERING");
            assertThat(subject.management().get("/actuator/prometheus").body())
                    .contains("drain_state{state=\"lingering\"} 1.0");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(environment.database().count(Requests.tasks().finished())).isEqualTo(1);
            assertThat(LogLines.saying("Drain", subject.stdout())).hasSize(3);
        }
    }

    /** A connection that rests is closed at once: what is sent on it later would be reset. */
    @Test
    @NeedsStoredData
    void aRequestThatHasStartedIsFinishedAfterThePortHasClosed() throws Exception {
        ClientRequest request = ServiceDriver.get().storedData().orElseThrow().store("a-slow-request");
        try (Subject subject = Subject.ready(environment.launch(Map.of("CHASSIS_DRAIN_LINGER", "1s")));
                Socket slow = connect(subject);
                Socket resting = connect(subject)) {
            InputStream rest = read(resting);
            StringBuilder head = new StringBuilder(
                    request.method() + " " + request.path() + " HTTP/1.1\r\nHost: a\r\n");
            request.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
            send(slow,
                    head + "Content-Length: " + request.body().length() + "\r\n\r\n" + request.body().substring(0, 5));
            await().until(() -> subject.management().get("/actuator/drain").json().path("requests").asInt() == 1);
            subject.signal("TERM");
            await().until(() -> subject.probe("/livez") == Probe.NO_ANSWER);
            assertThat(rest.readAllBytes()).isNotEmpty();
            send(slow, request.body().substring(5));
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 2").contains("Connection: close");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
        }
    }

    @Test
    void aConnectionThatRestsThroughTheWholeDrainEndsWithoutAReset() throws Exception {
        try (Subject subject = Subject.ready(environment.launch(Map.of("CHASSIS_DRAIN_LINGER", "1s")));
                Socket idle = connect(subject)) {
            InputStream in = read(idle);
            subject.signal("TERM");
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8); // a reset would throw
            assertThat(rest).startsWith("TTP/1.1 200").doesNotContain("Connection: close");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
        }
    }

    @Test
    @NeedsBackgroundTasks
    void tasksThatDoNotFinishInTimeAreHandedBackAndFinishedElsewhere() {
        int tasks = 8;
        Launch slow = environment.launch(Map.of("CHASSIS_DRAIN_LINGER", "5s", "CHASSIS_DRAIN_TASKS", "2s"))
                .set(Requests.tasks().lasting(Duration.ofMinutes(10)))
                .set(Requests.tasks().workers(tasks));
        try (Subject stopping = Subject.ready(slow)) {
            IntStream.range(0, tasks).forEach(_ -> Requests.store(stopping));
            await().until(() -> running() == tasks);
            try (Subject other = Subject.ready(environment.launch())) {
                stopping.signal("TERM");
                assertThat(stopping.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
                await().until(() -> environment.database().count(Requests.tasks().finished()) == tasks);
                List<JsonNode> handedBackLines = LogLines.saying(Requests.tasks().handedBackMessage(),
                        stopping.stdout());
                List<JsonNode> finishedLines = LogLines.saying(Requests.tasks().finishedMessage(), other.stdout());
                assertThat(traces(handedBackLines)).hasSize(tasks).isEqualTo(traces(finishedLines));
                List<Instant> handedBack = times(handedBackLines);
                List<Instant> finished = times(finishedLines);
                assertThat(handedBack).hasSize(tasks);
                assertThat(finished).hasSize(tasks)
                        .allMatch(LogLines.time(LogLines.saying("Drain", stopping.stdout()).get(1))::isAfter);
                double seconds = Duration.between(handedBack.getLast(), finished.getLast()).toMillis() / 1e3;
                System.out.printf("%d tasks handed back; the last was finished elsewhere %.2f s later%n", tasks,
                        seconds);
                // Taking over the tasks of a dead worker takes longer than six heartbeats of 4 s.
                assertThat(seconds).isLessThan(12);
            }
            environment.database().assertInvariant();
        }
    }

    private static List<Instant> times(List<JsonNode> lines) {
        return lines.stream().map(LogLines::time).sorted(Comparator.naturalOrder()).toList();
    }

    private static Set<String> traces(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("traceId").asString()).collect(Collectors.toSet());
    }

    @Test
    void tracesOfTheLastRequestsLeaveBeforeTheEnd() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        try (TraceCollector collector = new TraceCollector(SubjectKind.chosen().thisMachine());
                Subject subject = Subject.ready(environment.launch(
                        Map.of("CHASSIS_DRAIN_LINGER", "2s", "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())))) {
            subject.signal("TERM");
            await().until(() -> subject.probe("/readyz") == 503);
            subject.api().send(ServiceDriver.get().read().with("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(collector.spans(trace)).hasSize(1);
            assertThat(collector.spans(trace.replace('0', '1'))).isEmpty();
        }
    }

    /** The task takes longer than the linger, so it is the drain's last work. */
    @Test
    @NeedsStoredData
    @NeedsBackgroundTasks
    void theTraceOfATaskThatTheDrainWaitsForLeavesToo() {
        String trace = "0af7651916cd43dd8448eb211c80319d";
        try (TraceCollector collector = new TraceCollector(SubjectKind.chosen().thisMachine());
                Subject subject = Subject.ready(environment.launch(Requests.tasks().lasting(Duration.ofSeconds(3)))
                        .set(Map.of("CHASSIS_DRAIN_LINGER", "1s", "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())))) {
            Requests.storeInTrace(subject.api(), trace);
            await().until(() -> running() == 1);
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            List<TraceSpan> spans = collector.spans(trace);
            assertThat(spans).hasSize(2);
            assertThat(spans.getLast().parent()).isEqualTo(spans.getFirst().id());
        }
    }

    /** The budget is as tight as its check allows. */
    @Test
    void aCollectorThatNeverAnswersDoesNotHoldUpTheStop() throws IOException {
        Map<String, String> tight = Map.of("CHASSIS_DRAIN_LINGER", "1s", "CHASSIS_DRAIN_REQUESTS", "1s",
                "CHASSIS_DRAIN_TASKS", "1s", "CHASSIS_DRAIN_HANDBACK", "1s", "CHASSIS_DRAIN_GRACEPERIOD", "5s");
        try (ServerSocket silent = new ServerSocket(0);
                Subject subject = Subject.ready(environment.launch(tight)
                        .set(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://%s:%d"
                                .formatted(SubjectKind.chosen().thisMachine(), silent.getLocalPort()))))) {
            IntStream.range(0, 50).forEach(_ -> Requests.read(subject));
            long told = System.nanoTime();
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            System.out.printf("a collector that never answers: exit %.1f s after SIGTERM%n",
                    (System.nanoTime() - told) / 1e9);
        }
    }

    @Test
    @NeedsStoredData
    void aStopDuringTheStartExitsWithinSeconds() {
        environment.database().kill();
        try (Subject starting = Subject.start(environment.launch())) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> starting.stdout().stream().anyMatch(line -> line.contains("No database yet")));
            starting.signal("TERM");
            assertThat(starting.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
            assertThat(LogLines.saying("Drain", starting.stdout())).isEmpty();
        } finally {
            environment.database().startAgain();
        }
    }

    @Test
    @NeedsBackgroundTasks
    void aStopWhileTheDatabaseIsUnavailableExitsWithinTheGracePeriod() {
        try (Subject subject = Subject.ready(environment.launch(Requests.tasks().lasting(Duration.ofSeconds(8)))
                .set(Map.of("CHASSIS_DRAIN_LINGER", "1s")))) {
            Requests.store(subject);
            await().until(() -> running() == 1);
            environment.database().kill();
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(LogLines.notJson(subject.stdout())).isEmpty();
        } finally {
            environment.database().startAgain();
        }
        assertThat(environment.database().count(Requests.tasks().unfinished())).isEqualTo(1);
        environment.database().assertInvariant();
    }

    @Test
    void aBudgetThatDoesNotFitTheGracePeriodStopsTheStart() {
        try (Subject subject = Subject.start(environment.launch(Map.of("CHASSIS_DRAIN_GRACEPERIOD", "15s")))) {
            assertThat(subject.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(subject.stdout().getLast()).contains("Cannot start: chassis.drain (these properties together)",
                    "within grace-period");
        }
    }

    private static Socket connect(Subject subject) throws IOException {
        Socket socket = new Socket(subject.url().getHost(), subject.url().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Sends a request that reads, and gives the answer once it has started. */
    private static InputStream read(Socket socket) throws Exception {
        send(socket, "GET " + ServiceDriver.get().read().path() + " HTTP/1.1\r\nHost: a\r\n\r\n");
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');
        await().until(() -> in.available() > 0);
        return in;
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static int running() {
        return environment.database().count(Requests.tasks().running());
    }
}

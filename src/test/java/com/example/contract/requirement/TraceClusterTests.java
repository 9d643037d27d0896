package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.CollectorPod;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.Pod;
import com.example.contract.support.ApiClient;
import com.example.contract.support.LogLines;
import com.example.contract.support.TraceSpan;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One trace leads from a request to the end of its task, in whichever pod that runs, and its id is in the lines of both. */
@ClusterTest
@NeedsStoredData
@NeedsBackgroundTasks
class TraceClusterTests {

    /** Twice as many as one pod runs at a time. */
    private static final int REQUESTS = 8;

    private static final int WORKERS = REQUESTS / 2;

    @AutoClose
    private final CollectorPod collector = new CollectorPod();

    @AutoClose
    private final DeployedService deployed = DeployedService.overlay("trace", List.of("tracing"),
            DeployedService.variables(settings(this.collector)));

    private static Map<String, String> settings(CollectorPod collector) {
        Map<String, String> settings = new HashMap<>(Requests.tasks().lasting(Duration.ofSeconds(3)));
        settings.putAll(Requests.tasks().workers(WORKERS));
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
        settings.put("MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "1");
        return settings;
    }

    @Test
    void aTraceLeadsFromTheRequestInOnePodToTheTaskInAnother() {
        this.deployed.awaitPrepared();
        Pod asked = this.deployed.pods().getFirst();
        ApiClient api = new ApiClient(URI.create("http://%s:8080".formatted(asked.address())));
        List<String> traces = IntStream.range(0, REQUESTS)
                .mapToObj("0af7651916cd43dd8448eb211c8031%02x"::formatted)
                .toList();
        traces.forEach(trace -> assertThat(Requests.storeInTrace(api, trace).status()).isBetween(200, 299));

        Map<String, List<TraceSpan>> seen = await("all spans").atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(this.collector::traces,
                        now -> traces.stream().allMatch(trace -> now.getOrDefault(trace, List.of()).size() >= 2));
        List<TraceSpan> spans = traces.stream()
                .map(seen::get)
                .filter(trace -> trace.stream().anyMatch(span -> !span.pod().equals(asked.name())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The pod that was asked has run every task"));
        print(spans);
        TraceSpan request = childOf(Requests.CLIENT_SPAN, spans);
        TraceSpan task = childOf(request.id(), spans);
        assertThat(request.pod()).isEqualTo(asked.name());
        assertThat(this.deployed.pods()).filteredOn(pod -> List.of(request.pod(), task.pod()).contains(pod.name()))
                .hasSize(2)
                .allSatisfy(pod -> assertThat(lines(pod, request.trace())).isNotEmpty());
    }

    private static TraceSpan childOf(String parent, List<TraceSpan> trace) {
        return trace.stream().filter(span -> span.parent().equals(parent)).findFirst().orElseThrow();
    }

    private static void print(List<TraceSpan> spans) {
        TraceSpan first = spans.getFirst();
        spans.forEach(span -> System.out.printf("%s | %s ← %s | %s | %s | +%d ms | %d ms%n", span.trace(), span.id(),
                span.parent(), span.name(), span.pod(), Duration.between(first.start(), span.start()).toMillis(),
                span.lasted().toMillis()));
    }

    /** Prints them, too. */
    private static List<JsonNode> lines(Pod pod, String trace) {
        List<JsonNode> lines = LogLines.ofTrace(trace, pod.log("stdout"));
        lines.forEach(line -> System.out.println(pod.name() + " " + line));
        return lines;
    }
}

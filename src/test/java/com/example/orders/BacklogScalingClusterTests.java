package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.ExternalMetrics;
import com.example.contract.cluster.PrometheusPod;
import com.example.contract.support.Application;
import com.example.contract.support.Documents;
import com.example.contract.support.Probe;
import com.example.orders.support.OrdersClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The component {@code backlog-scaling}: waiting tasks bring pods, unless the database is what they wait for. The metric is
 * what the rules of the monitoring component record.
 */
@Tag("long")
@ClusterTest
class BacklogScalingClusterTests {

    private static final Path ADAPTER = Path.of("k8s", "components", "backlog-scaling", "prometheus-adapter.yaml");
    private static final String SERIES = ".*__name__=\"([^\"]+)\".*";
    private static final String AUTOSCALER = Application.NAME;
    private static final int WAITING_FOR_EACH_POD = 50;
    private static final int CPU_TARGET = 700; // a copy requests only 50m
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Four of the autoscaler's rounds. */
    private static final Duration ROUNDS = Duration.ofMinutes(1);

    /** Small numbers, for a small cluster: at most four pods, of which none is removed meanwhile. */
    private static final String NUMBERS = """
            {"target": {"kind": "HorizontalPodAutoscaler", "name": "%s"}, "patch": '[\
            {"op": "replace", "path": "/spec/maxReplicas", "value": 4}, \
            {"op": "replace", "path": "/spec/behavior/scaleDown/stabilizationWindowSeconds", "value": 1800}, \
            {"op": "replace", "path": "/spec/metrics/0/containerResource/target/averageUtilization", "value": %d}, \
            {"op": "replace", "path": "/spec/metrics/1/external/target/averageValue", "value": "%d"}]'}"""
            .formatted(AUTOSCALER, CPU_TARGET, WAITING_FOR_EACH_POD);

    @Test
    void waitingOrdersBringPodsAndASaturatedDatabaseBringsNone() {
        assumeThat(ExternalMetrics.isServedByOthers()).as("the cluster has an adapter already").isFalse();
        // Orders wait: each keeps a worker for longer than this test takes.
        try (DeployedService deployed = DeployedService.overlay("scaling", List.of("backlog-scaling"),
                DeployedService.tasksLasting(Duration.ofMinutes(9)), NUMBERS);
                PrometheusPod prometheus = new PrometheusPod(deployed);
                ExternalMetrics _ = new ExternalMetrics((namespace, name) -> answer(prometheus, namespace, name))) {
            deployed.awaitPrepared();
            seconds("the autoscaler has the metric", () -> backlog(deployed).equals("0"));

            OrdersClient client = new OrdersClient(deployed.urls().getFirst());
            for (int i = 0; i < 130; i++) {
                assertThat(client.order("CONTRACT", 1).status()).isEqualTo(202);
            }
            seconds("130 orders: a third pod is ready", () -> deployed.ready() == 3);
            assertThat(reasons(deployed)).anyMatch(reason -> reason.contains("New size: 3; reason: external metric"));
            assertThat(cpu(deployed)).as("CPU, in per cent of the request").isLessThan(CPU_TARGET / 2);
            staysAt(3, deployed); // 118 orders wait

            assertNoneWhileSaturated(deployed, prometheus);
            seconds("the database is free again: a fourth pod is ready", () -> deployed.ready() == 4);
        }
    }

    /** Readers of a locked table take every connection there is, and keep it for half a second. */
    private static void assertNoneWhileSaturated(DeployedService deployed, PrometheusPod prometheus) {
        CompletableFuture<Void> lock = CompletableFuture
                .runAsync(() -> deployed.query("begin; lock table stock; select pg_sleep(1200)"));
        AtomicBoolean finished = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (URI node : deployed.urls()) {
                    repeat(() -> Probe.ask(node.resolve("/stock/CONTRACT")), 60, finished, clients);
                }
                seconds("a table is locked: no backlog is reported", () -> backlog(deployed).equals("0"));
                for (URI node : deployed.urls()) {
                    OrdersClient client = new OrdersClient(node);
                    repeat(() -> client.order("CONTRACT", 1), 20, finished, clients);
                }
                seconds("more orders: 300 wait, for three pods",
                        () -> prometheus.value("max(tasks_due)").orElse(0) > 2.0 * 3 * WAITING_FOR_EACH_POD);
                staysAt(3, deployed);
                assertThat(backlog(deployed)).isEqualTo("0");
                assertThat(lock).isNotDone();
            } finally {
                finished.set(true);
            }
        } finally {
            deployed.query("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'");
        }
        assertThat(lock).failsWithin(Duration.ofSeconds(30));
    }

    private static void repeat(Runnable request, int count, AtomicBoolean finished, ExecutorService clients) {
        for (int i = 0; i < count; i++) {
            clients.execute(() -> {
                while (!finished.get()) {
                    request.run();
                }
            });
        }
    }

    /** What the adapter would answer, by the query of its values. */
    private static OptionalDouble answer(PrometheusPod prometheus, String namespace, String metric) {
        return rules().filter(rule -> rule.at("/name/as").asString().equals(metric))
                .findFirst()
                .map(rule -> rule.path("metricsQuery")
                        .asString()
                        .replace("<<.Series>>", rule.path("seriesQuery").asString().replaceAll(SERIES, "$1"))
                        .replace("<<.LabelMatchers>>", "namespace=\"%s\"".formatted(namespace)))
                .map(prometheus::value)
                .orElse(OptionalDouble.empty());
    }

    private static Stream<JsonNode> rules() {
        try {
            return Documents.read(Files.readString(ADAPTER)).getFirst().at("/rules/external").valueStream();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void staysAt(int pods, DeployedService deployed) {
        await("%d pods".formatted(pods)).during(ROUNDS)
                .atMost(ROUNDS.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> replicas(deployed) == pods);
    }

    private static int replicas(DeployedService deployed) {
        return deployed.kubectl().json("get", "deployment", Application.NAME).at("/spec/replicas").asInt();
    }

    /** What the autoscaler last saw for each pod. */
    private static String backlog(DeployedService deployed) {
        return seen(deployed, "/external/current/averageValue").asString("unknown");
    }

    /** The same of its other metric; the target itself on a cluster that does not measure CPU. */
    private static int cpu(DeployedService deployed) {
        return seen(deployed, "/containerResource/current/averageUtilization").asInt(CPU_TARGET);
    }

    private static JsonNode seen(DeployedService deployed, String pointer) {
        JsonNode metrics = deployed.kubectl().json("get", "hpa", AUTOSCALER).at("/status/currentMetrics");
        return metrics.valueStream()
                .map(metric -> metric.at(pointer))
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElse(metrics.at("/none"));
    }

    private static List<String> reasons(DeployedService deployed) {
        return deployed.kubectl()
                .run("get", "events", "--field-selector=reason=SuccessfulRescale",
                        "--output=jsonpath={range .items[*]}{.message}{\"\\n\"}{end}")
                .lines()
                .toList();
    }

    private static void seconds(String what, Callable<Boolean> reached) {
        long start = System.nanoTime();
        await(what).atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(reached);
        System.out.printf("| %s | %.0f s |%n", what, (System.nanoTime() - start) / 1e9);
    }
}

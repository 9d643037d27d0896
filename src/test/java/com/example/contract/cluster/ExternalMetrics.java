package com.example.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.Application;
import com.example.contract.support.TemporaryFolder;
import com.example.contract.support.TestAuthority;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API {@code external.metrics.k8s.io}, which an adapter of Prometheus serves in production. This machine serves it here; a
 * Service without a selector leads the API server to it.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/">Aggregation layer</a>
 */
public final class ExternalMetrics implements AutoCloseable {

    private static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";
    private static final String VERSION = "external.metrics.k8s.io/v1beta1";
    private static final String ROOT = "/apis/" + VERSION;
    private static final Pattern METRIC = Pattern.compile(ROOT + "/namespaces/([^/]+)/([^/]+)");

    private final Kubectl kubectl = Cluster.get().kubectl();
    private final BiFunction<String, String, OptionalDouble> values;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;

    /**
     * Serves it, and waits until the API server has found it.
     *
     * @param values of a namespace and a metric, where there is one
     */
    public ExternalMetrics(BiFunction<String, String, OptionalDouble> values) {
        assertThat(isServedByOthers()).as("the cluster has an adapter for %s already", VERSION).isFalse();
        this.values = values;
        this.server = start();
        try {
            this.kubectl.apply(manifests());
            this.kubectl.run("wait", "apiservice", API_SERVICE, "--for=condition=Available",
                    "--timeout=" + Cluster.PATIENCE.toSeconds() + "s");
            await().atMost(Cluster.PATIENCE).until(() -> this.kubectl.attempt("", "get", "--raw", ROOT).exit() == 0);
        } catch (RuntimeException ex) {
            close();
            throw ex;
        }
    }

    /** A Service without pods, whose only endpoint is this machine, and the API that it serves. */
    private String manifests() {
        return """
                apiVersion: v1
                kind: Service
                metadata:
                  name: external-metrics
                spec:
                  ports:
                    - name: https
                      port: 443
                      targetPort: %1$d
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: external-metrics
                  labels:
                    kubernetes.io/service-name: external-metrics
                addressType: IPv4
                endpoints:
                  - addresses: [%2$s]
                    conditions:
                      ready: true
                ports:
                  - name: https
                    port: %1$d
                    protocol: TCP
                ---
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata:
                  name: %3$s
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  insecureSkipTLSVerify: true
                  service:
                    name: external-metrics
                    namespace: %4$s
                    port: 443
                """.formatted(this.server.getAddress().getPort(), Cluster.get().thisMachine(), API_SERVICE,
                this.kubectl.namespace());
    }

    /** Whether there is one that no earlier test has left behind. */
    public static boolean isServedByOthers() {
        String namespace = Cluster.get()
                .kubectl()
                .run("get", "apiservice", API_SERVICE, "--ignore-not-found",
                        "--output=jsonpath={.spec.service.namespace}");
        return !namespace.isEmpty() && !namespace.startsWith(Application.NAME + "-contract-");
    }

    private HttpsServer start() {
        Path folder = TemporaryFolder.create("contract-metrics");
        try {
            HttpsServer started = HttpsServer.create(new InetSocketAddress(0), 0);
            started.setHttpsConfigurator(
                    new HttpsConfigurator(new TestAuthority(folder, "external-metrics").identity()));
            started.setExecutor(this.threads);
            started.createContext("/", this::handle);
            started.start();
            return started;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Matcher metric = METRIC.matcher(path);
            if (metric.matches()) {
                answer(exchange, 200, metric(metric.group(1), metric.group(2)));
            } else if (path.equals(ROOT)) {
                answer(exchange, 200, resources());
            } else {
                answer(exchange, 404, object("Status", "v1").put("status", "Failure").put("code", 404));
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** What the group has: any name is a metric. */
    private static ObjectNode resources() {
        ObjectNode list = object("APIResourceList", "v1").put("groupVersion", VERSION);
        list.putArray("resources")
                .addObject()
                .put("name", "externalmetrics")
                .put("singularName", "")
                .put("namespaced", true)
                .put("kind", "ExternalMetricValueList")
                .putArray("verbs")
                .add("get");
        return list;
    }

    /** One value, or none: then the autoscaler has no such metric. */
    private ObjectNode metric(String namespace, String name) {
        ObjectNode list = object("ExternalMetricValueList", VERSION);
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        this.values.apply(namespace, name)
                .ifPresent(value -> items.addObject()
                        .put("metricName", name)
                        .put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("value", Math.round(value * 1000) + "m")
                        .putObject("metricLabels"));
        return list;
    }

    private static ObjectNode object(String kind, String version) {
        return JsonMapper.shared().createObjectNode().put("kind", kind).put("apiVersion", version);
    }

    /** A registered API that nobody serves would keep every namespace of the cluster from being deleted. */
    @Override
    public void close() {
        this.kubectl.run("delete", "apiservice", API_SERVICE, "--ignore-not-found");
        this.server.stop(0);
        this.threads.close();
    }
}

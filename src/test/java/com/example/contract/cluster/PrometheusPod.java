package com.example.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.Application;
import com.example.contract.support.Documents;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prometheus, in a pod, without any data yet. It scrapes the pods of a service, and has the rules of the monitoring component. */
public final class PrometheusPod implements AutoCloseable {

    private static final Path RULES = Path.of("k8s", "components", "monitoring");
    private static final String LABEL = Application.DOMAIN + "/monitoring";

    private static final String CONFIGURATION = """
            global:
              scrape_interval: 15s
              evaluation_interval: 15s
            rule_files: [rules-*.yaml]
            scrape_configs:
              - job_name: %s
                metrics_path: /actuator/prometheus
                static_configs:
            """.formatted(Application.NAME);

    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: prometheus
            spec:
              terminationGracePeriodSeconds: 0
              volumes:
                - name: data
                  emptyDir: {}
              containers:
                - name: prometheus
                  image: prom/prometheus:v2.42.0
                  volumeMounts:
                    - name: data
                      mountPath: /data
            """;

    private final Kubectl kubectl = Cluster.get().kubectl();
    private final Pod pod;
    private final ApiClient api;

    /** Starts it, and waits until it has scraped each pod. */
    public PrometheusPod(DeployedService deployed) {
        this.kubectl.run("label", "namespace", this.kubectl.namespace(), LABEL + "=true");
        this.pod = create(deployed);
        this.api = new ApiClient(URI.create("http://%s:9090".formatted(this.pod.address())));
        await().atMost(Cluster.PATIENCE)
                .ignoreExceptions()
                .until(() -> query("sum(up)").at("/0/value/1").asInt() == deployed.pods().size());
    }

    private Pod create(DeployedService deployed) {
        Path folder = TemporaryFolder.create("contract-prometheus");
        try {
            String targets = deployed.pods()
                    .stream()
                    .map(each -> target(each, deployed.kubectl().namespace()))
                    .collect(Collectors.joining());
            Path configuration = Files.writeString(folder.resolve("prometheus.yaml"), CONFIGURATION + targets);
            copyRules(folder);
            ObjectNode manifest = (ObjectNode) Documents.read(MANIFEST).getFirst();
            ObjectNode spec = (ObjectNode) manifest.get("spec");
            ObjectNode container = (ObjectNode) spec.at("/containers/0");
            container.putArray("command")
                    .add("prometheus")
                    .add("--config.file=" + configuration)
                    .add("--storage.tsdb.path=/data")
                    .add("--web.enable-admin-api");
            new Mounts(spec, container).add(folder);
            return Pod.create(this.kubectl, manifest);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private static String target(Pod pod, String namespace) {
        return """
                      - targets: ['%s:8081']
                        labels: {namespace: %s, pod: %s}
                """.formatted(pod.address(), namespace, pod.name());
    }

    /** Each object of the operator as a file of Prometheus itself. */
    private static void copyRules(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                JsonNode object = Documents.read(Files.readString(file)).getFirst();
                if (object.path("kind").asString().equals("PrometheusRule")) {
                    Files.writeString(folder.resolve("rules-" + file.getFileName()), object.get("spec").toString());
                }
            }
        }
    }

    /** Deletes all that it has scraped, and what its rules have made of it. */
    public void forget() {
        Answer deleted = this.api.post("/api/v1/admin/tsdb/delete_series?match%5B%5D=" + encoded("{__name__=~\".+\"}"),
                "");
        assertThat(deleted.status()).isEqualTo(204);
        await().atMost(Duration.ofMinutes(1)).until(() -> firing().isEmpty());
    }

    /** The alerts that fire, by name, and by objective where they are of one. */
    public Set<String> firing() {
        JsonNode alerts = this.api.get("/api/v1/alerts").json().at("/data/alerts");
        return alerts.valueStream()
                .filter(alert -> alert.path("state").asString().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asString() + ofObjective(alert))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The value of a query's first sample, if it has one. */
    public OptionalDouble value(String query) {
        JsonNode value = query(query).at("/0/value/1");
        return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value.asString()));
    }

    private JsonNode query(String query) {
        return this.api.get("/api/v1/query?query=" + encoded(query)).json().at("/data/result");
    }

    private static String ofObjective(JsonNode alert) {
        return alert.at("/labels/slo").isMissingNode() ? "" : " of " + alert.at("/labels/slo").asString();
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        this.pod.delete();
        this.kubectl.run("label", "namespace", this.kubectl.namespace(), LABEL + "-");
    }
}

package com.example.contract.cluster;

import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDatabase;
import com.example.contract.ServiceDriver;
import com.example.contract.support.ApiClient;
import com.example.contract.support.Application;
import com.example.contract.support.Command.Outcome;
import com.example.contract.support.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The service with its database, as a user would have it: an overlay or a lab, applied as a whole. */
public final class DeployedService implements ServiceDatabase, AutoCloseable {

    private static final String DEPLOYMENT = "deployment/" + Application.NAME;

    private final Kubectl kubectl;
    private final Path folder;

    private DeployedService(String namespace, Path folder) {
        this.kubectl = new Kubectl(namespace);
        this.folder = folder;
    }

    /** Applies it; what does not come to the state that it waits for is removed again. */
    private static DeployedService applied(String namespace, Path folder, Consumer<DeployedService> waiting) {
        DeployedService deployed = new DeployedService(namespace, folder);
        try {
            deployed.apply();
            waiting.accept(deployed);
            return deployed;
        } catch (RuntimeException ex) {
            deployed.close();
            throw ex;
        }
    }

    /**
     * Applies the overlay in its own namespace, and waits until it serves.
     *
     * @param name the last part of the namespace's name
     * @param patches further items for the list of patches of a kustomization, in YAML
     */
    public static DeployedService overlay(String name, String... patches) {
        return overlay(name, List.of(), patches);
    }

    /**
     * The same, with components that the overlay does not have.
     *
     * @param components the names of their folders
     */
    public static DeployedService overlay(String name, List<String> components, String... patches) {
        String namespace = Cluster.get().kubectl().namespace() + "-" + name;
        Path folder = Path.of("target", "contract", namespace);
        String items = Stream.concat(Stream.of("second-copy"), components.stream())
                .map(component -> folder.relativize(Path.of("k8s", "components", component)).toString())
                .collect(Collectors.joining(", "));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), """
                    namespace: %s
                    resources:
                      - %s
                    components: [%s]
                    patches: [%s]
                    """.formatted(namespace, folder.relativize(Cluster.OVERLAY), items, String.join(", ", patches)));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return applied(namespace, folder, deployed -> {
            deployed.awaitRollout();
            await().atMost(Cluster.PATIENCE).until(() -> deployed.ready() >= 2); // the autoscaler has looked at it
        });
    }

    /** A patch: a task takes so long. */
    public static String tasksLasting(Duration time) {
        return variables(ServiceDriver.get().backgroundTasks().orElseThrow().lasting(time));
    }

    /** A patch: environment variables of the service, besides those that it has. */
    public static String variables(Map<String, String> variables) {
        String all = variables.entrySet()
                .stream()
                .map(each -> "{\"name\": \"%s\", \"value\": \"%s\"}".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
        return """
                {"target": {"kind": "Deployment", "name": "%1$s"}, "patch": '{"apiVersion": "apps/v1", \
                "kind": "Deployment", "metadata": {"name": "%1$s"}, "spec": {"template": {"spec": {"containers": \
                [{"name": "%1$s", "env": [%2$s]}]}}}}'}""".formatted(Application.NAME, all);
    }

    /** Applies a lab, which may never serve, in its own namespace, without what is there from before. */
    public static DeployedService lab(String name) {
        String namespace = Application.NAME + "-lab-" + name;
        new Kubectl(namespace).run("delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s");
        return applied(namespace, Path.of("k8s", "labs", name), _ -> {});
    }

    /** Declares the overlay's state, again. */
    public void apply() {
        this.kubectl.run("apply", "--kustomize", this.folder.toString());
    }

    /** What {@link #apply} would change. */
    public String drift() {
        Outcome diff = this.kubectl.attempt("", "diff", "--kustomize", this.folder.toString());
        return diff.exit() == 1 ? diff.output() : diff.orElseThrow(); // 1: there is a difference
    }

    /** Waits until database and service are as declared. */
    public void awaitRollout() {
        awaitRollout("statefulset/postgres", Duration.ofMinutes(2));
        awaitRollout(DEPLOYMENT, Duration.ofMinutes(3));
    }

    /** A failure says what the pods do and what the service said last. */
    private void awaitRollout(String workload, Duration patience) {
        Outcome status = rollout(workload, patience);
        if (status.exit() != 0) {
            throw new IllegalStateException(String.join("\n", status.error(),
                    this.kubectl.run("get", "pods", "--output=wide"),
                    this.kubectl.attempt("", "logs", DEPLOYMENT, "--all-pods", "--prefix", "--tail=3").output()));
        }
    }

    private Outcome rollout(String workload, Duration patience) {
        return this.kubectl.attempt("", "rollout", "status", workload, "--timeout=" + patience.toSeconds() + "s");
    }

    /** Whether database and service are as declared. */
    public boolean isRolledOut() {
        return Stream.of("statefulset/postgres", DEPLOYMENT)
                .allMatch(workload -> rollout(workload, Duration.ofSeconds(1)).exit() == 0);
    }

    /**
     * Waits until it is as declared and the autoscaler has brought the second pod, or until a pod has been started again,
     * which may never serve.
     */
    public void awaitStart() {
        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> (isRolledOut() && ready() >= 2) || pods().stream().anyMatch(pod -> pod.restarts() > 0));
    }

    /** Waits until there are so many pods of the service, all ready. */
    public void awaitPods(int count) {
        await().atMost(Cluster.PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
            List<Pod> pods = pods();
            return pods.size() == count && pods.stream().allMatch(Pod::isReady);
        });
    }

    /** How many pods of the service are ready, of those that have not been told to stop. */
    public long ready() {
        return pods().stream().filter(Pod::isReady).count();
    }

    /** Waits until every pod serves, and prepares the service for its clients. */
    public void awaitPrepared() {
        ApiClient api = api();
        await().atMost(Cluster.PATIENCE).ignoreExceptions().until(() -> {
            ServiceDriver.get().prepare(api);
            return answers(ServiceDriver.get().read().path());
        });
    }

    /**
     * Whether every pod that gets requests answers this one with 200: 20 requests in a row to each node, each on its own
     * connection, hardly miss one.
     */
    public boolean answers(String path) {
        return urls().stream()
                .allMatch(node -> IntStream.range(0, 20).allMatch(_ -> Probe.ask(node.resolve(path)) == 200));
    }

    /** Replaces every pod of the service, as an update does, and waits until the old ones have gone. */
    public void rollOut() {
        this.kubectl.run("rollout", "restart", DEPLOYMENT);
        awaitRollout();
        awaitDepartures();
    }

    /** Waits until every pod of the service that has been told to stop has gone. */
    public void awaitDepartures() {
        await().atMost(Cluster.PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> living(Application.NAME).allMatch(DeployedService::isWanted));
    }

    /** Sets a key of a ConfigMap, or of a Secret, whose value is then in Base64. */
    public void patch(String kind, String name, String key, String value) {
        this.kubectl.run("patch", kind, name, "--type=merge", "--patch",
                "{\"data\":{\"%s\":\"%s\"}}".formatted(key, value));
    }

    /** The values of its Secrets, but for names of users. */
    public List<String> secrets() {
        return this.kubectl.json("get", "secrets")
                .get("items")
                .valueStream()
                .flatMap(secret -> secret.path("data").propertyStream())
                .filter(entry -> !entry.getKey().endsWith("username"))
                .map(entry -> new String(Base64.getDecoder().decode(entry.getValue().asString()),
                        StandardCharsets.UTF_8))
                .toList();
    }

    /** All that is declared in its namespace, as the API server has it, but for Secrets. */
    public String declarations() {
        return this.kubectl.run("get", "configmaps,deployments,statefulsets,daemonsets,jobs,cronjobs,services,pods",
                "--output=yaml");
    }

    /** What its containers have logged. */
    public String logs() {
        return this.kubectl.run("logs", "--selector=app.kubernetes.io/part-of=" + Application.NAME, "--all-containers",
                "--tail=-1", "--max-log-requests=20", "--ignore-errors");
    }

    public Kubectl kubectl() {
        return this.kubectl;
    }

    /** The addresses for clients: a port of each node. */
    public List<URI> urls() {
        int port = this.kubectl.json("get", "service", Application.NAME).at("/spec/ports/0/nodePort").asInt();
        return Cluster.get()
                .nodeAddresses()
                .stream()
                .map(node -> URI.create("http://%s:%d".formatted(node, port)))
                .toList();
    }

    /** The address for clients at one node. */
    public URI url(String node) {
        return urls().get(Cluster.get().nodeNames().indexOf(node));
    }

    public ApiClient api() {
        return new ApiClient(urls().getFirst());
    }

    /** The pods of the service that have not been told to stop. */
    public List<Pod> pods() {
        return pods(Application.NAME);
    }

    /** The database's pod. */
    public Pod database() {
        return pods("postgres").getFirst();
    }

    /** Stops the database, or starts it again. */
    public void scaleDatabase(int replicas) {
        this.kubectl.run("scale", "statefulset", "postgres", "--replicas=" + replicas);
    }

    /** The same of another workload. */
    public List<Pod> pods(String name) {
        return living(name).filter(DeployedService::isWanted).map(pod -> new Pod(this.kubectl, pod)).toList();
    }

    private Stream<JsonNode> living(String name) {
        return this.kubectl.json("get", "pods", "--selector=app.kubernetes.io/name=" + name).get("items").valueStream();
    }

    private static boolean isWanted(JsonNode pod) {
        return pod.at("/metadata/deletionTimestamp").isMissingNode();
    }

    @Override
    public List<String> query(String sql) {
        return query("postgres-0", sql);
    }

    /** The same, in the pod of another server. */
    List<String> query(String pod, String sql) {
        String psql = "psql --username=\"$POSTGRES_USER\" --dbname=\"$POSTGRES_DB\" --tuples-only --no-align --command=\"$0\"";
        return this.kubectl.run("exec", pod, "--container=postgres", "--", "sh", "-c", psql, sql).lines().toList();
    }

    @Override
    public void close() {
        this.kubectl.run("delete", "pods", "--all", "--grace-period=0", "--force");
        this.kubectl.run("delete", "namespace", this.kubectl.namespace(), "--ignore-not-found", "--wait=false");
    }
}

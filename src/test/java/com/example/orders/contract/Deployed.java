package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The overlay, applied as a whole in a namespace of its own: the service with its database, as a user would have it. */
final class Deployed implements Ledger, AutoCloseable {

    /** Two namespaces cannot have the same port of the nodes. */
    private static final String ANY_NODE_PORT = """
            - target:
                kind: Service
                name: orders
              patch: |
                - op: remove
                  path: /spec/ports/0/nodePort
            """;

    /** No more than the machine of a test can bear: load alone changes nothing. */
    static final String TWO_PODS = """
            - target:
                kind: HorizontalPodAutoscaler
              patch: |
                - op: replace
                  path: /spec/maxReplicas
                  value: 2
            """;

    private final Kubectl kubectl;
    private final Path folder;

    /**
     * Applies it and waits until it serves.
     *
     * @param name the last part of the namespace's name
     * @param patches further items for the list of patches of a kustomization, in YAML
     */
    Deployed(String name, String... patches) {
        this.kubectl = new Kubectl(Cluster.get().kubectl().namespace() + "-" + name);
        this.folder = Path.of("target", "contract", this.kubectl.namespace());
        write(String.join("", patches));
        apply();
        awaitRollout();
    }

    private void write(String patches) {
        try {
            Files.createDirectories(this.folder);
            Files.writeString(this.folder.resolve("kustomization.yaml"), """
                    namespace: %s
                    resources:
                      - %s
                    patches:
                    """.formatted(this.kubectl.namespace(), this.folder.relativize(Cluster.OVERLAY)) + ANY_NODE_PORT
                    + patches);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Declares the overlay's state, again. */
    void apply() {
        this.kubectl.run("apply", "--kustomize", this.folder.toString());
    }

    /** What {@link #apply} would change. */
    String drift() {
        return this.kubectl.attempt("", "diff", "--kustomize", this.folder.toString()).output();
    }

    /** Waits until database and service are as declared. */
    void awaitRollout() {
        for (String workload : List.of("statefulset/postgres", "deployment/orders")) {
            this.kubectl.run("rollout", "status", workload, "--timeout=300s");
        }
    }

    Kubectl kubectl() {
        return this.kubectl;
    }

    /** Where customers reach it: a port of each node. */
    List<URI> urls() {
        int port = this.kubectl.json("get", "service", "orders").at("/spec/ports/0/nodePort").asInt();
        return Cluster.get().nodeAddresses().stream().map(node -> URI.create("http://%s:%d".formatted(node, port)))
                .toList();
    }

    Api api() {
        return new Api(urls().getFirst());
    }

    /** The pods of the service that have not been told to stop. */
    List<JsonNode> pods() {
        JsonNode items = this.kubectl.json("get", "pods", "--selector=app.kubernetes.io/name=orders").get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                .toList();
    }

    @Override
    public List<String> ask(String query) {
        return this.kubectl.run("exec", "postgres-0", "--container=postgres", "--", "psql", "--username=orders",
                "--dbname=orders", "--tuples-only", "--no-align", "--command=" + query).lines().toList();
    }

    @Override
    public void assertInvariant() {
        try {
            assertThat(ask(Files.readString(Path.of("docs", "invariant.sql")))).isEmpty();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.kubectl.run("delete", "pods", "--all", "--grace-period=0", "--force");
        this.kubectl.run("delete", "namespace", this.kubectl.namespace(), "--wait=false");
    }
}

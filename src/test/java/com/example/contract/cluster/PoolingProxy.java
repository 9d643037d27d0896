package com.example.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.Documents;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clouds put in front of a service: a proxy that speaks HTTP, keeps its connections to the pods and shares them
 * between clients, retries nothing, and learns late which pods there are. It is HAProxy, in a pod.
 */
public final class PoolingProxy implements AutoCloseable {

    private static final int PORT = 8080;
    private static final int ADMIN_PORT = 9999;
    private static final int SLOTS = 8;
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private static final String CONFIGURATION = """
            global
              stats socket ipv4@:%d level admin
            defaults
              mode http
              timeout connect 2s
              timeout client 60s
              timeout server 60s
              retries 0
            frontend clients
              bind :%d
              default_backend service
            backend service
              http-reuse always
              server-template slot 1-%d 127.0.0.1:1 disabled
            """.formatted(ADMIN_PORT, PORT, SLOTS);

    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: proxy
            spec:
              terminationGracePeriodSeconds: 0
              volumes: []
              containers:
                - name: proxy
                  image: haproxy:2.6
                  volumeMounts: []
            """;

    private final Pod pod;
    private final @Nullable String[] slots = new @Nullable String[SLOTS];
    private final CompletableFuture<Void> watching;
    private volatile boolean closed;

    /** The pods that there were, and when the proxy learns of them. */
    private record Sighting(List<String> addresses, Instant due) {}

    /**
     * Starts it.
     *
     * @param lag how long after a change of the pods it learns of it
     */
    public PoolingProxy(DeployedService deployed, Duration lag) {
        this.pod = create();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> tell("show info").contains("HAProxy"));
            use(addresses(deployed));
        } catch (RuntimeException ex) {
            this.pod.delete();
            throw ex;
        }
        this.watching = CompletableFuture.runAsync(() -> watch(deployed, lag), Thread::startVirtualThread);
    }

    private void watch(DeployedService deployed, Duration lag) {
        Deque<Sighting> sightings = new ArrayDeque<>();
        while (!this.closed) {
            sightings.add(new Sighting(addresses(deployed), Instant.now().plus(lag)));
            while (!sightings.isEmpty() && sightings.getFirst().due().isBefore(Instant.now())) {
                use(sightings.removeFirst().addresses());
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private static Pod create() {
        Path folder = TemporaryFolder.create("contract-proxy");
        try {
            Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), CONFIGURATION);
            ObjectNode manifest = (ObjectNode) Documents.read(MANIFEST).getFirst();
            ObjectNode spec = (ObjectNode) manifest.get("spec");
            ObjectNode container = (ObjectNode) spec.at("/containers/0");
            container.putArray("command").add("haproxy").add("-db").add("-f").add(configuration.toString());
            new Mounts(spec, container).add(folder);
            return Pod.create(Cluster.get().kubectl(), manifest);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    public URI url() {
        return URI.create("http://%s:%d".formatted(this.pod.address(), PORT));
    }

    private static List<String> addresses(DeployedService deployed) {
        return deployed.pods().stream().filter(Pod::isReady).map(Pod::address).toList();
    }

    /** Sends requests to these pods, and no new ones to others. */
    private void use(List<String> addresses) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (this.slots[slot] != null && !addresses.contains(this.slots[slot])) {
                assertThat(tell("set server service/slot%d state maint".formatted(slot + 1))).isBlank();
                this.slots[slot] = null;
            }
        }
        List<@Nullable String> known = Arrays.asList(this.slots);
        addresses.stream().filter(address -> !known.contains(address)).forEach(address -> {
            int slot = known.indexOf(null);
            assertThat(tell("set server service/slot%d addr %s port 8080".formatted(slot + 1, address)))
                    .containsAnyOf("changed", "no need to change");
            assertThat(tell("set server service/slot%d state ready".formatted(slot + 1))).isBlank();
            this.slots[slot] = address;
        });
    }

    private String tell(String command) {
        try (Socket socket = new Socket(this.pod.address(), ADMIN_PORT)) {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Where it could not learn which pods there are, that is an error. */
    @Override
    public void close() {
        this.closed = true;
        try {
            this.watching.join();
        } finally {
            this.pod.delete();
        }
    }
}

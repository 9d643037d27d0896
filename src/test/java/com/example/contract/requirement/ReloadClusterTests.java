package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.Pod;
import com.example.contract.cluster.ShellPod;
import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.support.Application;
import com.example.contract.support.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ConfigMap and a Secret change under load: the kubelet brings them, and no pod is replaced. A file that is mounted by
 * {@code subPath} does not change.
 */
@ClusterTest
class ReloadClusterTests {

    private static final int CHANGES = Math.min(5, Rollout.REPLACEMENTS);

    /** A kubelet looks at the volumes of a pod about once a minute. */
    private static final Duration KUBELET = Duration.ofMinutes(3);

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("reload");

    private final ClientGroups clients = new ClientGroups();
    private final Instant started = Instant.now();
    private List<Pod> pods = List.of();

    @BeforeEach
    void load() {
        deployed.awaitPrepared();
        this.pods = deployed.pods();
        deployed.urls()
                .forEach(node -> this.clients.add(node.getHost(), node, 1,
                        List.of(ConnectionUse.kept(20), ConnectionUse.closed(100))));
        this.clients.awaitRequests(300);
        this.clients.enter(Phase.REPLACING);
    }

    @AfterEach
    void everyPodIsStillThere() {
        this.clients.close();
        assertThat(deployed.pods()).extracting(Pod::name)
                .containsExactlyInAnyOrderElementsOf(this.pods.stream().map(Pod::name).toList());
        assertThat(deployed.pods()).allMatch(pod -> pod.restarts() == 0);
    }

    @Test
    void changesOfTheConfigMap() {
        Pod viewer = viewer();
        String atTheStart = viewer.exec("cat /file").output();
        for (int i = 1; i <= CHANGES; i++) {
            limit(Integer.toString(200 + i));
            awaitLine("Configuration reloaded", i);
        }
        await("the folder of another pod").atMost(KUBELET)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> viewer.exec("cat /folder/" + ReloadMistake.LIMIT).output(),
                        now -> now.strip().equals(Integer.toString(200 + CHANGES)));
        assertThat(viewer.exec("cat /file").output()).isEqualTo(atTheStart);
        limit("many");
        awaitLine("Configuration not reloaded", 1);
        limit("256");
        awaitLine("Configuration reloaded", CHANGES + 1);
        assertThat(this.clients.finish(CHANGES + 2 + " changes of the ConfigMap")).isEmpty();
    }

    /** A pod that has the ConfigMap as a folder, and one file of it by {@code subPath}. */
    private static Pod viewer() {
        return ShellPod.start(deployed.kubectl(), Map.of(), spec -> {
            spec.putArray("volumes")
                    .addObject()
                    .put("name", "live")
                    .putObject("configMap")
                    .put("name", Application.NAME + "-live");
            ArrayNode mounts = ((ObjectNode) spec.at("/containers/0")).putArray("volumeMounts");
            mounts.addObject().put("name", "live").put("mountPath", "/folder");
            mounts.addObject().put("name", "live").put("mountPath", "/file").put("subPath", ReloadMistake.LIMIT);
        });
    }

    private static void limit(String value) {
        deployed.patch("configmap", Application.NAME + "-live", ReloadMistake.LIMIT, value);
    }

    @Test
    void aChangeOfThePassword() {
        String role = deployed.query("select current_database()").getFirst(); // has the database's name
        deployed.query("alter role \"%s\" password 'rotated'".formatted(role));
        deployed.patch("secret", Application.NAME + "-database", "spring.datasource.password",
                Base64.getEncoder().encodeToString("rotated".getBytes(StandardCharsets.UTF_8)));
        awaitLine("Database credentials rotated", 1);
        assertThat(this.clients.finish("a change of the password")).isEmpty();
    }

    /** Waits until each pod has written so many of these lines, and prints how long it took after the change. */
    private void awaitLine(String message, int count) {
        Instant changed = Instant.now();
        await(message).atMost(KUBELET)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> this.pods.stream().allMatch(pod -> lines(pod, message).size() >= count));
        System.out.printf("%s: after %s s%n", message,
                this.pods.stream()
                        .map(pod -> Duration.between(changed, LogLines.time(lines(pod, message).get(count - 1))))
                        .map(Duration::toSeconds)
                        .toList());
    }

    /** Since the test has started. */
    private List<JsonNode> lines(Pod pod, String message) {
        return LogLines.beginning(message, pod.log("stdout"))
                .stream()
                .filter(line -> LogLines.time(line).isAfter(this.started))
                .toList();
    }
}

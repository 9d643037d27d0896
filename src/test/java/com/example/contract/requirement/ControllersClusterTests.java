package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.Kubectl;
import com.example.contract.cluster.Pod;
import com.example.contract.cluster.PortForward;
import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.support.Application;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A DaemonSet of log agents misses no line. */
@ClusterTest
class ControllersClusterTests {

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("controllers");

    @Test
    void anAgentOnEachNodeCountsEveryLine() throws Exception {
        deployed.api().get(ServiceDriver.get().read().path() + "?token=hush");
        assertCounted();
    }

    /** The kubelet renames a file of 10 MiB, starts a new one, and compresses the old one. */
    @Tag("long")
    @Test
    void itCountsEveryLineAcrossARotationToo() throws Exception {
        Pod busy = deployed.pods().getFirst();
        try (ClientGroups clients = new ClientGroups()) {
            deployed.awaitPrepared();
            for (URI node : deployed.urls()) {
                clients.add(node.getHost(), node, 4, List.of(ConnectionUse.kept(1), ConnectionUse.closed(20)));
            }
            await().atMost(Duration.ofMinutes(15))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> busy.logFiles().size() > 1);
        }
        await().atMost(Duration.ofMinutes(2)).until(deployed::isSettled);
        assertCounted();
    }

    private static void assertCounted() throws Exception {
        Kubectl logs = new Kubectl(Application.NAME + "-logs");
        List<String> nodes = logs
                .run("get", "pods", "--output=jsonpath={range .items[*]}{.spec.nodeName}{\"\\n\"}{end}")
                .lines()
                .toList();
        assertThat(nodes).containsExactlyInAnyOrderElementsOf(Cluster.get().nodeNames());
        for (Pod pod : deployed.pods()) {
            String agent = logs.run("get", "pods", "--field-selector=spec.nodeName=" + pod.nodeName(),
                    "--output=jsonpath={.items[0].metadata.name}");
            try (PortForward metrics = new PortForward(logs, agent, 2021)) {
                await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    long written = Stream.of("stdout", "stderr").mapToLong(stream -> pod.log(stream).size()).sum();
                    assertThat(counted(metrics.get("/metrics"), pod.name(), "")).isEqualTo(written);
                    System.out.printf("%s: %d lines written and counted, in %d files%n", pod.name(), written,
                            pod.logFiles().size());
                });
                assertThat(counted(metrics.get("/metrics"), pod.name(), "stream=\"stdout\",json=\"false\"")).isZero();
            }
        }
    }

    private static long counted(String metrics, String pod, String labels) {
        return metrics.lines()
                .filter(line -> line.contains("pod=\"" + pod + "\"") && line.contains(labels))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

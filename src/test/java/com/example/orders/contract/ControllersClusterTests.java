package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The other controllers: a CronJob that may run twice, and a DaemonSet that misses no line. */
@OnACluster
class ControllersClusterTests {

    @AutoClose
    private static final Deployed deployed = Deployed.overlay("controllers");

    @Test
    void retentionRunTwiceAtOnceDeletesEachOrderOnce() {
        int old = 40;
        deployed.restock("OLD", 100);
        Api api = deployed.api();
        for (int i = 0; i < old; i++) {
            assertThat(api.order("OLD", 1, "Prefer", "wait=10").status()).isEqualTo(200);
        }
        deployed.ask("update orders set ended_at = now() - interval '31 days' where sku = 'OLD'");
        List<String> jobs = List.of("first", "second");
        jobs.forEach(job -> deployed.kubectl().run("create", "job", job, "--from=cronjob/retention"));
        jobs.forEach(job -> deployed.kubectl().run("wait", "job", job, "--for=condition=Complete", "--timeout=120s"));
        List<Integer> deleted = jobs.stream()
                .map(job -> deployed.kubectl().run("logs", "job/" + job).lines().toList())
                .map(lines -> Lines.saying("Retention done", lines).getFirst().path("orders").asInt())
                .toList();
        System.out.printf("retention twice at once: deleted %s of %d%n", deleted, old);
        assertThat(deleted.stream().mapToInt(each -> each).sum()).isEqualTo(old);
        deployed.assertInvariant();
    }

    @Test
    void anAgentOnEachNodeCountsEveryLine() throws Exception {
        deployed.api().get("/orders?token=hush");
        assertCounted();
    }

    /** The kubelet renames a file of 10 MiB, begins a new one, and compresses the old one. */
    @Tag("long")
    @Test
    void itCountsEveryLineAcrossARotationToo() throws Exception {
        Pod busy = deployed.pods().getFirst();
        try (Crowd crowd = new Crowd()) {
            deployed.restock("LOAD", 1_000_000);
            for (URI node : deployed.urls()) {
                crowd.add(node.getHost(), node, 4, List.of(Habit.of(true, 1), Habit.of(false, 20)));
            }
            await().atMost(Duration.ofMinutes(15)).pollInterval(Duration.ofSeconds(2))
                    .until(() -> busy.logFiles().size() > 1);
        }
        await().atMost(Duration.ofMinutes(2)).until(deployed::isSettled);
        assertCounted();
    }

    private static void assertCounted() throws Exception {
        Kubectl logs = new Kubectl("orders-logs");
        List<String> nodes = logs
                .run("get", "pods", "--output=jsonpath={range .items[*]}{.spec.nodeName}{\"\\n\"}{end}")
                .lines().toList();
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

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.Kubectl;
import com.example.contract.cluster.PortForward;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A backup counts only if it is whole, and has been copied off the cluster. */
@ClusterTest
class BackupClusterTests {

    /** In place of dump.sh: the dump is cut off before it is read again. */
    private static final String CUT_OFF = """
            sed 's|^pg_restore|head -c 1000 "/backups/$name.part" >/backups/cut; mv /backups/cut "/backups/$name.part"; &|' \\
              /scripts/dump.sh >/tmp/dump.sh
            . /tmp/dump.sh
            """;

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("backup");

    private final Kubectl kubectl = deployed.kubectl();

    @Test
    void itIsNotedAndItsAgeIsAMetric() throws IOException {
        int before = backups();
        int now = deployed.count("select extract(epoch from now())::bigint");
        assertThat(run("whole", 1, _ -> {})).isEqualTo("Complete");
        assertThat(backups()).isEqualTo(before + 1);
        try (PortForward pod = new PortForward(this.kubectl, deployed.pods().getFirst().name(), 8081)) {
            await().untilAsserted(
                    () -> assertThat(pod.metric("database_backup_timestamp_seconds")).isGreaterThanOrEqualTo(now));
        }
    }

    @Test
    void aDumpThatIsCutOffDoesNotCount() {
        int before = backups();
        assertThat(run("cut-off", 1, spec -> shell((ObjectNode) spec.at("/initContainers/0"), CUT_OFF)))
                .isEqualTo("Failed");
        assertThat(logs("cut-off", "dump")).contains("pg_restore: error");
        assertThat(backups()).isEqualTo(before);
    }

    @Test
    void aDumpThatCouldNotBeCopiedDoesNotCountAndIsReplacedByTheNextAttempt() {
        int before = backups();
        assertThat(run("not-copied", 2, spec -> copy(spec, "ls /backups/*-not-copied.dump; exit 1")))
                .isEqualTo("Failed");
        List<String> notCopied = logs("not-copied", "copy").lines().distinct().toList();
        assertThat(notCopied).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("/backups/"));
        assertThat(backups()).isEqualTo(before);
        this.kubectl.run("delete", "job", "not-copied", "--cascade=foreground");
        assertThat(run("not-copied", 1, spec -> copy(spec, "exit 0"))).isEqualTo("Complete");
        assertThat(logs("not-copied", "record").lines()).containsAll(notCopied);
        assertThat(backups()).isEqualTo(before + 1);
    }

    /** Adds a container that stands for the copy off the cluster. */
    private static void copy(ObjectNode spec, String script) {
        ObjectNode copy = (ObjectNode) spec.at("/initContainers/0").deepCopy();
        shell(copy.put("name", "copy"), script);
        spec.withArray("initContainers").add(copy);
    }

    private static void shell(ObjectNode container, String script) {
        container.putArray("command").add("sh").add("-euc").add(script);
    }

    private static int backups() {
        return deployed.count("select count(*) from backups");
    }

    private String logs(String job, String container) {
        return this.kubectl.run("logs", "--selector=batch.kubernetes.io/job-name=" + job, "--container=" + container);
    }

    /** Runs the CronJob's Job, with its pod changed, and gives the condition in which it ends. */
    private String run(String name, int attempts, Consumer<ObjectNode> changed) {
        ObjectNode job = (ObjectNode) this.kubectl.json("create", "job", name, "--from=cronjob/backup",
                "--dry-run=client");
        ((ObjectNode) job.get("spec")).put("backoffLimit", attempts - 1);
        changed.accept((ObjectNode) job.at("/spec/template/spec"));
        this.kubectl.apply(job.toString());
        return await(name).atMost(Cluster.PATIENCE).until(() -> condition(name), condition -> !condition.isEmpty());
    }

    private String condition(String job) {
        for (JsonNode condition : this.kubectl.json("get", "job", job).at("/status/conditions")) {
            String type = condition.get("type").asString();
            if (condition.get("status").asString().equals("True")
                    && (type.equals("Complete") || type.equals("Failed"))) {
                return type;
            }
        }
        return "";
    }
}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.NodeFaults;
import com.example.contract.cluster.Pod;
import com.example.contract.load.RetryingClients;
import com.example.contract.support.ApiClient;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the platform loses: clients may see it, but nothing is lost or done twice. */
@ClusterTest
@NeedsBackgroundTasks
class LossClusterTests {

    /** Tasks take a while, so that whatever dies has some running. */
    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("loss",
            DeployedService.tasksLasting(Duration.ofMillis(300)));

    private RetryingClients clients;
    private Instant start;

    /** Through the node of the database: in most of these tests it is the other one that is lost. */
    @BeforeEach
    void awaitAccepted() {
        deployed.awaitPrepared(); // a node that the test before has lost takes a while
        this.clients = new RetryingClients(deployed.url(databaseNode()), 8, Duration.ofMillis(50), deployed);
        await().atMost(Duration.ofMinutes(1)).until(() -> this.clients.accepted() > 200);
        this.start = Instant.now();
    }

    @AfterEach
    void stop() {
        this.clients.giveUp();
    }

    private static String databaseNode() {
        return deployed.database().nodeName();
    }

    /** A node that shuts down, or a machine that may be taken away, grants less than the manifest asks for. */
    @Test
    void aGracePeriodThatIsCutShort() {
        deployed.kubectl().run("delete", "pod", deployed.pods().getFirst().name(), "--grace-period=15");
        assertNothingLostOrDoubled("a grace period of 15 s");
    }

    @Test
    void aPodThatIsKilledAtOnce() {
        deployed.kubectl().run("delete", "pod", deployed.pods().getFirst().name(), "--grace-period=0", "--force");
        assertNothingLostOrDoubled("killed at once");
    }

    /** As when the node's memory is short: without any signal before. */
    @Tag("long")
    @Test
    void aProcessThatIsKilled() {
        Pod pod = deployed.pods().getFirst();
        pod.node().run("kill -KILL " + pod.pid());
        assertThat(assertNothingLostOrDoubled("a process killed")).isPositive();
    }

    @Tag("long")
    @Test
    void theDatabasesPod() {
        deployed.kubectl().run("delete", "pod", deployed.database().name());
        assertNothingLostOrDoubled("the database's pod deleted");
    }

    @NodeFaults.Needed
    @Tag("long")
    @Test
    void aNodeThatIsLost() {
        assertBackOnOneNode("a node lost", NodeFaults::fail);
    }

    @NodeFaults.Needed
    @Tag("long")
    @Test
    void aNodeThatIsCutOff() {
        assertBackOnOneNode("a node cut off", NodeFaults::cut);
    }

    /** Its volume is attached to a machine that may still write, until an operator states that it does not. */
    @NodeFaults.Needed
    @Tag("long")
    @Test
    void theDatabasesNode() {
        String lost = databaseNode();
        this.clients.giveUp();
        ApiClient api = new ApiClient(deployed.url(Cluster.get().nodeOtherThan(lost)));
        this.start = Instant.now();
        try {
            NodeFaults.fail(lost);
            deployed.kubectl().run("wait", "node", lost, "--for=condition=Ready=unknown", "--timeout=120s");
            deployed.kubectl().run("taint", "node", lost, "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
            await().atMost(Duration.ofMinutes(5))
                    .ignoreExceptions()
                    .until(() -> Requests.task(api, Duration.ofSeconds(5)).status() < 300);
            System.out.printf("the database's node lost: served again after %d s%n", secondsSince(this.start));
        } finally {
            deployed.kubectl().attempt("", "taint", "node", lost, "node.kubernetes.io/out-of-service-");
            NodeFaults.repair();
        }
        await().atMost(Duration.ofMinutes(2)).until(deployed::isSettled);
        assertThat(this.clients.lost(deployed)).isEmpty();
        deployed.assertInvariant();
    }

    private void assertBackOnOneNode(String what, Consumer<String> fault) {
        String database = databaseNode();
        deployed.rollOut(); // new pods are spread over the nodes, those that are there stay where they are
        assertThat(deployed.pods()).anyMatch(pod -> pod.isReady() && !pod.nodeName().equals(database));
        this.start = Instant.now();
        try {
            fault.accept(Cluster.get().nodeOtherThan(database));
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> deployed.pods()
                            .stream()
                            .filter(pod -> pod.isReady() && pod.nodeName().equals(database))
                            .count() >= 2);
            System.out.printf("%s: two pods are ready again after %d s%n", what, secondsSince(this.start));
        } finally {
            NodeFaults.repair();
        }
        assertThat(assertNothingLostOrDoubled(what)).isPositive();
    }

    /** Gives how many tasks were taken over. */
    private int assertNothingLostOrDoubled(String what) {
        deployed.awaitRollout();
        int enough = this.clients.accepted() + 200;
        await().atMost(Duration.ofMinutes(2)).until(() -> this.clients.accepted() > enough);
        this.clients.stop();
        await().atMost(Duration.ofMinutes(2)).until(deployed::isSettled);
        Map<String, Object> answers = new TreeMap<>(this.clients.answers());
        List<Double> takenOver = takeOvers();
        System.out.printf(
                "| %s: accepted | answers | last trouble after s | lost | doubled | tasks taken over | worst s |%n"
                        + "| %d | %s | %.1f | %d | %d | %d | %.1f |%n",
                what, this.clients.accepted(), answers, Math.max(0, secondsUntil(this.clients.lastTrouble())),
                this.clients.lost(deployed).size(), this.clients.doubled(deployed).size(), takenOver.size(),
                takenOver.stream().mapToDouble(seconds -> seconds).max().orElse(0));
        this.clients.assertNothingLostOrDoubled(deployed);
        return takenOver.size();
    }

    /** How long after the loss the pods that are left took over each task of a worker that had died. */
    private List<Double> takeOvers() {
        return deployed.pods()
                .stream()
                .flatMap(pod -> LogLines.saying(Requests.tasks().takenOverMessage(), pod.log("stdout")).stream())
                .map(line -> secondsUntil(LogLines.time(line)))
                .filter(seconds -> seconds > 0)
                .toList();
    }

    private double secondsUntil(Instant time) {
        return Duration.between(this.start, time).toMillis() / 1e3;
    }

    private static long secondsSince(Instant time) {
        return Duration.between(time, Instant.now()).toSeconds();
    }
}

package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import java.net.URI;
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

/** What the platform loses: customers may see it, but no order is lost or fulfilled twice. */
@OnACluster
class LossClusterTests {

    /** Orders take a while, so that whatever dies has some in hand. */
    @AutoClose
    private static final Deployed deployed = Deployed.overlay("loss", Deployed.packingFor("300ms"));

    private Customers customers;
    private Instant begun;

    /** Through the node of the database: in most of these tests it is the other one that is lost. */
    @BeforeEach
    void awaitOrders() {
        this.customers = new Customers(front(databaseNode()), 8, Duration.ofMillis(50));
        await().atMost(Duration.ofMinutes(1)).until(() -> this.customers.accepted() > 200);
        this.begun = Instant.now();
    }

    @AfterEach
    void stop() {
        this.customers.giveUp();
    }

    private static String databaseNode() {
        return deployed.pods("postgres").getFirst().nodeName();
    }

    private static URI front(String node) {
        return deployed.urls().get(Cluster.get().nodeNames().indexOf(node));
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

    /** As when the node's memory is short: nobody says a word. */
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
        deployed.kubectl().run("delete", "pod", "postgres-0");
        assertNothingLostOrDoubled("the database's pod deleted");
    }

    @Faults.Needed
    @Tag("long")
    @Test
    void aNodeThatIsLost() {
        assertBackOnOneNode("a node lost", Faults::fail);
    }

    @Faults.Needed
    @Tag("long")
    @Test
    void aNodeThatIsCutOff() {
        assertBackOnOneNode("a node cut off", Faults::cut);
    }

    /** Its volume is attached to a machine of which nobody knows whether it still writes, until an operator says so. */
    @Faults.Needed
    @Tag("long")
    @Test
    void theDatabasesNode() {
        String lost = databaseNode();
        this.customers.giveUp();
        deployed.restock("BACK", 100);
        Api api = new Api(front(otherThan(lost)));
        this.begun = Instant.now();
        try {
            Faults.fail(lost);
            deployed.kubectl().run("wait", "node", lost, "--for=condition=Ready=unknown", "--timeout=120s");
            deployed.kubectl().run("taint", "node", lost, "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
            await().atMost(Duration.ofMinutes(5)).ignoreExceptions()
                    .until(() -> api.order("BACK", 1, "Prefer", "wait=5")
                            .status() == 200);
            System.out.printf("the database's node lost: served again after %d s%n", secondsSince(this.begun));
        } finally {
            deployed.kubectl().attempt("", "taint", "node", lost, "node.kubernetes.io/out-of-service-");
            Faults.mend();
        }
        await().atMost(Duration.ofMinutes(2)).until(deployed::isSettled);
        assertThat(this.customers.lost(deployed)).isEmpty();
        deployed.assertInvariant();
    }

    private static String otherThan(String node) {
        return Cluster.get().nodeNames().stream().filter(other -> !other.equals(node)).findFirst().orElseThrow();
    }

    private void assertBackOnOneNode(String what, Consumer<String> fault) {
        String database = databaseNode();
        deployed.rollOut(); // new pods are spread over the nodes, those that are there stay where they are
        assertThat(deployed.pods()).anyMatch(pod -> pod.isReady() && !pod.nodeName().equals(database));
        this.begun = Instant.now();
        try {
            fault.accept(otherThan(database));
            await().atMost(Duration.ofMinutes(5)).until(() -> deployed.pods().stream()
                    .filter(pod -> pod.isReady() && pod.nodeName().equals(database))
                    .count() >= 2);
            System.out.printf("%s: two pods are ready again after %d s%n", what, secondsSince(this.begun));
        } finally {
            Faults.mend();
        }
        assertThat(assertNothingLostOrDoubled(what)).isPositive();
    }

    /** Gives how many tasks were taken over. */
    private int assertNothingLostOrDoubled(String what) {
        deployed.awaitRollout();
        int enough = this.customers.accepted() + 200;
        await().atMost(Duration.ofMinutes(2)).until(() -> this.customers.accepted() > enough);
        this.customers.stop();
        await().atMost(Duration.ofMinutes(2)).until(deployed::isSettled);
        Map<String, Object> answers = new TreeMap<>(this.customers.answers());
        List<Double> takenOver = takeOvers();
        System.out.printf(
                "| %s: orders | answers | last trouble after s | lost | doubled | tasks taken over | worst s |%n"
                        + "| %d | %s | %.1f | %d | %d | %d | %.1f |%n",
                what, this.customers.accepted(), answers, Math.max(0, secondsUntil(this.customers.lastTrouble())),
                this.customers.lost(deployed).size(), this.customers.doubled(deployed), takenOver.size(),
                takenOver.stream().mapToDouble(seconds -> seconds).max().orElse(0));
        assertThat(this.customers.lost(deployed)).isEmpty();
        assertThat(this.customers.doubled(deployed)).isZero();
        deployed.assertInvariant();
        return takenOver.size();
    }

    /** How long after the loss the pods that are left took over each task of a worker that had died. */
    private List<Double> takeOvers() {
        return deployed.pods().stream()
                .flatMap(pod -> Lines.takeOvers(pod.log("stdout")).stream())
                .map(line -> secondsUntil(Lines.time(line)))
                .filter(seconds -> seconds > 0)
                .toList();
    }

    private double secondsUntil(Instant time) {
        return Duration.between(this.begun, time).toMillis() / 1e3;
    }

    private static long secondsSince(Instant time) {
        return Duration.between(time, Instant.now()).toSeconds();
    }
}

package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.Load.Phase;
import com.example.orders.support.Command.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform does to pods on purpose, under load: no customer sees it. */
@OnACluster
class RolloutClusterTests {

    private static final int ROLLOUTS = Integer.getInteger("contract.replacements", 2);
    private static final int CUSTOMERS = Integer.getInteger("contract.customers", 1);

    @AutoClose
    private static final Deployed deployed = Deployed.overlay("rollout");

    private final Crowd crowd = new Crowd();

    @AfterEach
    void nothingIsLost() {
        this.crowd.close();
        deployed.apply(); // the bounds and deadlines that a test has moved
        deployed.awaitRollout();
        await().atMost(Duration.ofSeconds(60)).until(deployed::isSettled);
        deployed.assertInvariant();
    }

    @Test
    void rollingUpdates() {
        startCustomers();
        try (LoadPod inside = new LoadPod(deployed)) {
            for (int i = 0; i < ROLLOUTS; i++) {
                change(deployed::rollOut);
            }
            assertNoFailure(ROLLOUTS + " rolling updates");
            assertThat(inside.finish()).isZero();
        }
    }

    /** Less and more than the preStop hook takes, which is 10 s; what is more, the linger of 5 s bears. */
    @Faults.Needed
    @Tag("long")
    @ParameterizedTest(name = "{0} s")
    @ValueSource(ints = {8, 13})
    void rollingUpdatesThoughEveryProxyLearnsLate(int lag) {
        startCustomers();
        try (Faults.Lag _ = Faults.lagging(lag)) {
            for (int i = 0; i < ROLLOUTS; i++) {
                change(deployed::rollOut);
            }
        }
        assertNoFailure("%d rolling updates, proxies %d s late".formatted(ROLLOUTS, lag));
    }

    /** As a cloud's load balancer, which has addresses of pods as its targets. */
    @Tag("long")
    @Test
    void rollingUpdatesBehindAPoolingProxyThatLearnsLate() {
        try (PoolingProxy proxy = new PoolingProxy(deployed, Duration.ofSeconds(8))) {
            deployed.restock("LOAD", 10_000_000);
            this.crowd.add("proxy", proxy.url(), 2 * CUSTOMERS,
                    List.of(Habit.of(true, 10), Habit.of(false, 20), Habit.of(true, 500), Habit.of(true, 2000)));
            this.crowd.awaitRequests(1_000);
            for (int i = 0; i < ROLLOUTS; i++) {
                change(deployed::rollOut);
            }
            assertNoFailure(ROLLOUTS + " rolling updates behind a pooling proxy");
        }
    }

    @Tag("long")
    @Test
    void scalingOutAndIn() {
        startCustomers();
        change(() -> scale(4));
        change(() -> scale(2));
        assertNoFailure("out to 4 and in to 2");
    }

    private static void scale(int pods) {
        deployed.kubectl().run("patch", "hpa", "orders", "--patch",
                "{\"spec\":{\"minReplicas\":%d,\"maxReplicas\":%d}}".formatted(pods, pods));
        deployed.awaitPods(pods);
        deployed.awaitDepartures();
    }

    @Tag("long")
    @Test
    void aPodThatIsDeleted() {
        startCustomers();
        change(() -> deployed.kubectl().run("delete", "pod", deployed.pods().getFirst().name()));
        deployed.awaitRollout();
        assertNoFailure("a pod deleted");
    }

    @Test
    void aNodeThatIsDrained() {
        String node = nodesWithoutTheDatabase().getFirst();
        startCustomers();
        change(() -> drain(node));
        assertNoFailure("a node drained");
    }

    /** Of two pods on one node the second is not evicted until the first has a successor that is ready. */
    @Tag("long")
    @Test
    void aNodeThatIsDrainedOfAllPods() {
        nodesWithoutTheDatabase().forEach(RolloutClusterTests::drain);
        String node = deployed.pods("postgres").getFirst().nodeName();
        assertThat(deployed.pods()).hasSizeGreaterThan(1).allMatch(pod -> pod.nodeName().equals(node));
        startCustomers();
        change(() -> assertThat(drain(node)).contains("would violate the pod's disruption budget"));
        assertNoFailure("all pods drained from one node");
    }

    /** Those that hold pods of the service. */
    private static List<String> nodesWithoutTheDatabase() {
        String databases = deployed.pods("postgres").getFirst().nodeName();
        return deployed.pods().stream().map(Pod::nodeName).distinct().filter(node -> !node.equals(databases)).toList();
    }

    /** Evicts the pods of the service, waits until they are replaced elsewhere, and gives what was said about them. */
    private static String drain(String node) {
        try {
            Outcome drain = deployed.kubectl().attempt("", "drain", node, "--ignore-daemonsets",
                    "--delete-emptydir-data", "--pod-selector=app.kubernetes.io/name=orders", "--timeout=180s");
            drain.orElseThrow();
            deployed.awaitRollout();
            assertThat(deployed.pods()).noneMatch(pod -> pod.nodeName().equals(node));
            return drain.error();
        } finally {
            deployed.kubectl().run("uncordon", node);
        }
    }

    @Test
    void anUpdateThatCannotStart() {
        assertOldPodsServeOn("env", "FULFILMENT_WORKERS=0");
    }

    @Tag("long")
    @Test
    void anUpdateWhoseImageIsMissing() {
        assertOldPodsServeOn("image", "orders=ghcr.io/example/orders:missing");
    }

    private void assertOldPodsServeOn(String what, String value) {
        startCustomers();
        List<String> before = deployed.pods().stream().map(Pod::name).toList();
        deployed.kubectl().run("patch", "deployment", "orders", "--patch",
                "{\"spec\":{\"progressDeadlineSeconds\":15}}");
        deployed.kubectl().run("set", what, "deployment/orders", value);
        try {
            change(() -> {
                Outcome status = deployed.kubectl().attempt("", "rollout", "status", "deployment/orders",
                        "--timeout=120s");
                assertThat(status.error()).contains("exceeded its progress deadline");
                System.out.printf("%s: %s%n", value, deployed.pods().stream().map(Pod::trouble).toList());
            });
            assertThat(deployed.pods()).extracting(Pod::name).containsAll(before);
        } finally {
            deployed.kubectl().run("rollout", "undo", "deployment/orders");
        }
        deployed.awaitRollout();
        assertThat(deployed.pods()).extracting(Pod::name).containsAll(before);
        assertNoFailure("a bad update");
    }

    private void startCustomers() {
        deployed.restock("LOAD", 10_000_000);
        for (URI node : deployed.urls()) {
            this.crowd.add(node.getHost(), node, CUSTOMERS, List.of(Habit.of(true, 10), Habit.of(false, 20)));
            this.crowd.add(node.getHost(), node, 3 * CUSTOMERS, List.of(Habit.of(true, 500), Habit.of(true, 2000)));
        }
        this.crowd.awaitRequests(1_000); // warms up
    }

    private void change(Runnable change) {
        this.crowd.enter(Phase.STEADY);
        this.crowd.awaitRequests(500);
        this.crowd.enter(Phase.REPLACING);
        change.run();
        this.crowd.awaitRequests(100);
    }

    private void assertNoFailure(String what) {
        this.crowd.finish(what);
        assertThat(this.crowd.failed()).isZero();
    }
}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.LoadPod;
import com.example.contract.cluster.NodeFaults;
import com.example.contract.cluster.Pod;
import com.example.contract.cluster.PoolingProxy;
import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.support.Application;
import com.example.contract.support.Command.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform does to pods on purpose, under load: no client sees it. */
@ClusterTest
class RolloutClusterTests {

    private static final int ROLLOUTS = Integer.getInteger("contract.replacements", 2);
    private static final int CLIENTS = Integer.getInteger("contract.clients", 1);

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("rollout");

    private final ClientGroups clients = new ClientGroups();

    @AfterEach
    void nothingIsLost() {
        this.clients.close();
        deployed.apply(); // the bounds and deadlines that a test has moved
        deployed.awaitRollout();
        await().atMost(Duration.ofSeconds(60)).until(deployed::isSettled);
        deployed.assertInvariant();
    }

    @Test
    void rollingUpdates() {
        startClients();
        try (LoadPod inside = new LoadPod(deployed)) {
            for (int i = 0; i < ROLLOUTS; i++) {
                change(deployed::rollOut);
            }
            assertNoFailure(ROLLOUTS + " rolling updates");
            assertThat(inside.finish()).isEqualTo("{}");
        }
    }

    /** Nearly as late as the linger allows. */
    @NodeFaults.Needed
    @Tag("long")
    @ParameterizedTest(name = "{0} s")
    @ValueSource(ints = {8, 13})
    void rollingUpdatesThoughEveryProxyLearnsLate(int lag) {
        startClients();
        try (NodeFaults.Lag _ = NodeFaults.lagging(lag)) {
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
            deployed.awaitPrepared();
            this.clients.add("proxy", proxy.url(), 2 * CLIENTS, List.of(ConnectionUse.kept(10),
                    ConnectionUse.closed(20), ConnectionUse.kept(500), ConnectionUse.kept(2000)));
            this.clients.awaitRequests(1_000);
            for (int i = 0; i < ROLLOUTS; i++) {
                change(deployed::rollOut);
            }
            assertNoFailure(ROLLOUTS + " rolling updates behind a pooling proxy");
        }
    }

    @Tag("long")
    @Test
    void scalingOutAndIn() {
        startClients();
        change(() -> scale(4));
        change(() -> scale(2));
        assertNoFailure("out to 4 and in to 2");
    }

    private static void scale(int pods) {
        deployed.kubectl()
                .run("patch", "hpa", Application.NAME, "--patch",
                        "{\"spec\":{\"minReplicas\":%d,\"maxReplicas\":%d}}".formatted(pods, pods));
        deployed.awaitPods(pods);
        deployed.awaitDepartures();
    }

    @Tag("long")
    @Test
    void aPodThatIsDeleted() {
        startClients();
        change(() -> deployed.kubectl().run("delete", "pod", deployed.pods().getFirst().name()));
        deployed.awaitRollout();
        assertNoFailure("a pod deleted");
    }

    @Test
    void aNodeThatIsDrained() {
        String node = nodesWithoutTheDatabase().getFirst();
        startClients();
        change(() -> drain(node));
        assertNoFailure("a node drained");
    }

    /** Of two pods on one node the second is not evicted until the first has a successor that is ready. */
    @Tag("long")
    @Test
    void aNodeThatIsDrainedOfAllPods() {
        nodesWithoutTheDatabase().forEach(RolloutClusterTests::drain);
        String node = deployed.database().nodeName();
        assertThat(deployed.pods()).hasSizeGreaterThan(1).allMatch(pod -> pod.nodeName().equals(node));
        startClients();
        change(() -> assertThat(drain(node)).contains("would violate the pod's disruption budget"));
        assertNoFailure("all pods drained from one node");
    }

    /** Those that hold pods of the service. */
    private static List<String> nodesWithoutTheDatabase() {
        String databases = deployed.database().nodeName();
        return deployed.pods().stream().map(Pod::nodeName).distinct().filter(node -> !node.equals(databases)).toList();
    }

    /** Evicts the pods of the service, waits until they are replaced elsewhere, and gives what was said about them. */
    private static String drain(String node) {
        try {
            Outcome drain = deployed.kubectl()
                    .attempt("", "drain", node, "--ignore-daemonsets", "--delete-emptydir-data",
                            "--pod-selector=app.kubernetes.io/name=" + Application.NAME, "--timeout=180s");
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
        assertOldPodsServeOn("env", "CHASSIS_OVERLOAD_MAXCONCURRENTREQUESTS=0");
    }

    @Tag("long")
    @Test
    void anUpdateWhoseImageIsMissing() {
        assertOldPodsServeOn("image", Application.NAME + "=" + Cluster.get().image() + ":missing");
    }

    private void assertOldPodsServeOn(String what, String value) {
        startClients();
        List<String> before = deployed.pods().stream().map(Pod::name).toList();
        deployed.kubectl()
                .run("patch", "deployment", Application.NAME, "--patch", "{\"spec\":{\"progressDeadlineSeconds\":15}}");
        deployed.kubectl().run("set", what, "deployment/" + Application.NAME, value);
        try {
            change(() -> {
                Outcome status = deployed.kubectl()
                        .attempt("", "rollout", "status", "deployment/" + Application.NAME, "--timeout=120s");
                assertThat(status.error()).contains("exceeded its progress deadline");
                System.out.printf("%s: %s%n", value, deployed.pods().stream().map(Pod::trouble).toList());
            });
            assertThat(deployed.pods()).extracting(Pod::name).containsAll(before);
        } finally {
            deployed.kubectl().run("rollout", "undo", "deployment/" + Application.NAME);
        }
        deployed.awaitRollout();
        assertThat(deployed.pods()).extracting(Pod::name).containsAll(before);
        assertNoFailure("a bad update");
    }

    private void startClients() {
        deployed.awaitPrepared();
        for (URI node : deployed.urls()) {
            this.clients.add(node.getHost(), node, CLIENTS, List.of(ConnectionUse.kept(10), ConnectionUse.closed(20)));
            this.clients.add(node.getHost(), node, 3 * CLIENTS, Rollout.RESTING);
        }
        this.clients.awaitRequests(1_000); // warms up
    }

    private void change(Runnable change) {
        this.clients.enter(Phase.STEADY);
        this.clients.awaitRequests(500);
        this.clients.enter(Phase.REPLACING);
        change.run();
        this.clients.awaitRequests(100);
    }

    private void assertNoFailure(String what) {
        assertThat(this.clients.finish(what)).isEmpty();
    }
}

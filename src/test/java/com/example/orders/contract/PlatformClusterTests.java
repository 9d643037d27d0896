package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.Load.Phase;
import com.example.orders.support.Command.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the platform gives: state kept as declared, names, capacity by load, and walls. */
@OnACluster
class PlatformClusterTests {

    /**
     * How long a pod that has just begun may be without its walls, and without the doors in them.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/#pod-lifecycle">
     *     NetworkPolicies: pod lifecycle</a>
     */
    private static final Duration WALLS = Duration.ofSeconds(30);

    @AutoClose
    private static final Deployed deployed = Deployed.overlay("platform");

    private final Kubectl kubectl = deployed.kubectl();

    @Test
    void aPodThatIsDeletedIsReplaced() {
        String gone = deployed.pods().getFirst().name();
        this.kubectl.run("delete", "pod", gone, "--wait=false");
        seconds("a pod deleted: two are ready again", () -> deployed.ready() >= 2
                && deployed.pods().stream().noneMatch(pod -> pod.name().equals(gone)));
    }

    /** The autoscaler's bounds are declared, and replicas are its own business: what a hand writes there does not stay. */
    @Test
    void replicasThatAreEditedFollowAndAreReadjusted() {
        List<String> before = deployed.pods().stream().map(Pod::name).toList();
        this.kubectl.run("scale", "deployment", "orders", "--replicas=1");
        seconds("replicas edited to 1: a pod is told to stop",
                () -> !deployed.pods().stream().map(Pod::name).toList().containsAll(before));
        seconds("the autoscaler has readjusted them to 2", () -> deployed.ready() >= 2);
    }

    @Test
    void aConfigMapThatIsEditedShowsAsDriftAndIsMended() {
        String name = this.kubectl.run("get", "deployment", "orders",
                "--output=jsonpath={.spec.template.spec.containers[0].envFrom[0].configMapRef.name}");
        assertThat(deployed.drift()).isEmpty();
        this.kubectl.run("patch", "configmap", name, "--patch", "{\"data\":{\"SPRING_DATASOURCE_URL\":\"edited\"}}");
        seconds("a ConfigMap edited by hand: the difference is shown",
                () -> deployed.drift().contains("-  SPRING_DATASOURCE_URL: edited"));
        seconds("the same: mended, and no difference is left", () -> {
            deployed.apply();
            return deployed.drift().isEmpty();
        });
    }

    @Test
    void theServiceIsFoundByItsName() {
        Pod guest = Guest.start(this.kubectl, Map.of());
        String name = "orders.%s.svc.cluster.local.".formatted(this.kubectl.namespace());
        String address = this.kubectl.run("get", "service", "orders", "--output=jsonpath={.spec.clusterIP}");
        await().atMost(WALLS).untilAsserted(
                () -> assertThat(guest.exec("nslookup " + name).output()).contains(address));
        assertThat(guest.exec("env").output()).contains("ORDERS_SERVICE_PORT_HTTP=8080");
        assertThat(deployed.pods().getFirst().proc().environment()).doesNotContain("ORDERS_SERVICE_PORT");
    }

    @Test
    void aPodThatIsNotReadyGetsNothing() {
        deployed.restock("LOAD", 100_000);
        Pod stalled = deployed.pods().getFirst();
        stalled.node().run("kill -STOP " + stalled.pid());
        try {
            seconds("a pod that answers no probe is no endpoint", () -> !endpoints().contains(stalled.address()));
            seconds("and every proxy knows",
                    () -> deployed.urls().stream().allMatch(PlatformClusterTests::alwaysAnswers));
            try (Crowd crowd = new Crowd()) {
                deployed.urls().forEach(node -> crowd.add(node.getHost(), node, 2, List.of(Habit.of(false, 10))));
                crowd.awaitRequests(200);
                crowd.finish("one of two pods is not ready");
                assertThat(crowd.failed()).isZero();
            }
        } finally {
            stalled.node().run("kill -CONT " + stalled.pid());
        }
        seconds("it is ready again", () -> deployed.pods().stream().allMatch(Pod::isReady));
    }

    private static boolean alwaysAnswers(URI node) {
        return IntStream.range(0, 20).allMatch(_ -> Probe.ask(node.resolve("/readyz")) == 200);
    }

    /** The addresses that proxies send requests to. */
    private List<String> endpoints() {
        return this.kubectl.run("get", "endpointslices", "--selector=kubernetes.io/service-name=orders",
                "--output=jsonpath={range .items[*].endpoints[?(@.conditions.ready==true)]}{.addresses[0]}{\"\\n\"}{end}")
                .lines().toList();
    }

    /** What is denied is dropped, so that it times out. */
    @Test
    void onlyWhatIsAllowedGetsThrough() {
        Pod client = Guest.start(this.kubectl, Map.of("orders.example.com/database", "client"));
        Pod stranger = Guest.start(this.kubectl, Map.of());
        Pod outsider = Guest.start(Cluster.get().kubectl(), Map.of());
        String orders = deployed.pods().getFirst().address();
        String database = deployed.pods("postgres").getFirst().address();
        awaitReach("a client of the database", client, database, 5432, "open");
        awaitReach("a customer", outsider, orders, 8080, "open");
        awaitReach("who is behind no wall", outsider, "kubernetes.default", 443, "open");
        awaitReach("the outsider", outsider, outsider.address(), Guest.PORT, "open");
        awaitReach("no listener", outsider, outsider.address(), Guest.PORT + 1, "refused");

        awaitReach("a stranger to the database", stranger, database, 5432, "timed out");
        awaitReach("a pod without a way out", stranger, orders, 8080, "timed out");
        awaitReach("a customer at the platform's port", outsider, orders, 8081, "timed out");
        awaitReach("another namespace at the database", outsider, database, 5432, "timed out");
        awaitReach("a way out of the namespace", client, outsider.address(), Guest.PORT, "timed out");
        awaitReach("a pod at the API server", client, "kubernetes.default", 443, "timed out");

        this.kubectl.run("label", "namespace", Cluster.get().kubectl().namespace(),
                "orders.example.com/monitoring=true");
        awaitReach("the platform at its port", outsider, orders, 8081, "open");
    }

    private static void awaitReach(String what, Pod from, String host, int port, String expected) {
        await(what).atMost(WALLS).untilAsserted(() -> assertThat(reach(from, host, port)).isEqualTo(expected));
    }

    /** One image, two configurations. */
    @Test
    void theSameDigestServesInTwoNamespacesWithDifferentConfiguration() {
        try (Deployed other = Deployed.overlay("other", Deployed.packingFor("5s"))) {
            assertThat(images(other)).isEqualTo(images(deployed)).hasSize(1);
            deployed.restock("TWO", 10);
            other.restock("TWO", 10);
            assertThat(deployed.api().order("TWO", 1, "Prefer", "wait=2").status()).isEqualTo(200);
            assertThat(other.api().order("TWO", 1, "Prefer", "wait=2").status()).isEqualTo(202);
        }
    }

    private static List<String> images(Deployed each) {
        return each.pods().stream().map(Pod::image).distinct().toList();
    }

    @Tag("long")
    @Test
    void loadBringsPodsAndNoFailure() {
        this.kubectl.run("patch", "hpa", "orders", "--type=json", "--patch",
                "[{\"op\":\"replace\",\"path\":\"/spec/metrics/0/resource/target/averageUtilization\",\"value\":200}]");
        try (Crowd crowd = new Crowd()) {
            deployed.restock("LOAD", 1_000_000);
            for (URI node : deployed.urls()) {
                crowd.add(node.getHost(), node, 4, List.of(Habit.of(true, 5), Habit.of(false, 20)));
            }
            crowd.enter(Phase.REPLACING);
            seconds("load: a third pod is ready", () -> deployed.ready() >= 3);
            crowd.finish("more pods by load");
            assertThat(crowd.failed()).isZero();
        } finally {
            deployed.apply();
        }
    }

    private static void seconds(String what, Callable<Boolean> reached) {
        long start = System.nanoTime();
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(250)).until(reached);
        System.out.printf("| %s | %.1f s |%n", what, (System.nanoTime() - start) / 1e9);
    }

    /** What becomes of a connection: {@code open}, {@code timed out}, {@code refused}, or else what is said of it. */
    private static String reach(Pod from, String host, int port) {
        Outcome outcome = from.exec("nc -w 3 %s %d </dev/null".formatted(host, port));
        if (outcome.exit() == 0) {
            return "open";
        }
        return Stream.of("timed out", "refused").filter(outcome.error()::contains).findFirst().orElse(outcome.error());
    }
}

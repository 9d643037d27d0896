package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.Kubectl;
import com.example.contract.cluster.Pod;
import com.example.contract.cluster.ShellPod;
import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.support.Application;
import com.example.contract.support.Command.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the platform gives: state kept as declared, names, capacity by load, and network policies. */
@ClusterTest
class PlatformClusterTests {

    /**
     * How long it may take until the policies of a new pod apply, and what they allow.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/#pod-lifecycle">
     *     NetworkPolicies: pod lifecycle</a>
     */
    private static final Duration POLICIES = Duration.ofSeconds(30);

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("platform");

    private final Kubectl kubectl = deployed.kubectl();

    @Test
    void aPodThatIsDeletedIsReplaced() {
        String gone = deployed.pods().getFirst().name();
        this.kubectl.run("delete", "pod", gone, "--wait=false");
        seconds("a pod deleted: two are ready again",
                () -> deployed.ready() >= 2 && deployed.pods().stream().noneMatch(pod -> pod.name().equals(gone)));
    }

    /** The autoscaler sets the replicas, within declared bounds: a manual change does not last. */
    @Test
    void replicasThatAreEditedFollowAndAreReadjusted() {
        List<String> before = deployed.pods().stream().map(Pod::name).toList();
        this.kubectl.run("scale", "deployment", Application.NAME, "--replicas=1");
        seconds("replicas edited to 1: a pod is told to stop",
                () -> !deployed.pods().stream().map(Pod::name).toList().containsAll(before));
        seconds("the autoscaler has readjusted them to 2", () -> deployed.ready() >= 2);
    }

    @Test
    void aConfigMapThatIsEditedShowsAsDriftAndIsCorrected() {
        String name = this.kubectl.run("get", "deployment", Application.NAME,
                "--output=jsonpath={.spec.template.spec.containers[0].envFrom[0].configMapRef.name}");
        assertThat(deployed.drift()).isEmpty();
        this.kubectl.run("patch", "configmap", name, "--patch", "{\"data\":{\"SPRING_DATASOURCE_URL\":\"edited\"}}");
        seconds("a ConfigMap edited by hand: the difference is shown",
                () -> deployed.drift().contains("-  SPRING_DATASOURCE_URL: edited"));
        seconds("the same: corrected, and no difference is left", () -> {
            deployed.apply();
            return deployed.drift().isEmpty();
        });
    }

    @Test
    void theServiceIsFoundByItsName() {
        String variable = Application.NAME.toUpperCase(Locale.ROOT).replace('-', '_') + "_SERVICE_PORT";
        Pod shell = ShellPod.start(this.kubectl, Map.of());
        String name = "%s.%s.svc.cluster.local.".formatted(Application.NAME, this.kubectl.namespace());
        String address = this.kubectl.run("get", "service", Application.NAME, "--output=jsonpath={.spec.clusterIP}");
        await().atMost(POLICIES)
                .untilAsserted(() -> assertThat(shell.exec("nslookup " + name).output()).contains(address));
        assertThat(shell.exec("env").output()).contains(variable + "_HTTP=8080");
        assertThat(deployed.pods().getFirst().proc().environment()).doesNotContain(variable);
    }

    @Test
    void aPodThatIsNotReadyGetsNothing() {
        deployed.awaitPrepared();
        Pod stalled = deployed.pods().getFirst();
        stalled.node().run("kill -STOP " + stalled.pid());
        try {
            seconds("a pod that answers no probe is no endpoint", () -> !endpoints().contains(stalled.address()));
            seconds("and every proxy knows", () -> deployed.answers("/readyz"));
            try (ClientGroups clients = new ClientGroups()) {
                deployed.urls()
                        .forEach(node -> clients.add(node.getHost(), node, 2, List.of(ConnectionUse.closed(10))));
                clients.awaitRequests(200);
                assertThat(clients.finish("one of two pods is not ready")).isEmpty();
            }
        } finally {
            stalled.node().run("kill -CONT " + stalled.pid());
        }
        seconds("it is ready again", () -> deployed.pods().stream().allMatch(Pod::isReady));
    }

    /** The addresses that proxies send requests to. */
    private List<String> endpoints() {
        return this.kubectl.run("get", "endpointslices", "--selector=kubernetes.io/service-name=" + Application.NAME,
                "--output=jsonpath={range .items[*].endpoints[?(@.conditions.ready==true)]}{.addresses[0]}{\"\\n\"}{end}")
                .lines()
                .toList();
    }

    /** Denied packets are dropped: the connection times out. */
    @Test
    void onlyWhatIsAllowedGetsThrough() {
        Pod client = ShellPod.start(this.kubectl, Map.of(Application.DOMAIN + "/database", "client"));
        Pod stranger = ShellPod.start(this.kubectl, Map.of());
        Pod outsider = ShellPod.start(Cluster.get().kubectl(), Map.of());
        // On another node, where the policies of each end are enforced separately.
        String service = deployed.pods()
                .stream()
                .filter(pod -> !pod.nodeName().equals(stranger.nodeName()))
                .findFirst()
                .orElseThrow()
                .address();
        String database = deployed.database().address();
        awaitReach("a client of the database", client, database, 5432, "open");
        awaitReach("a client of the service", outsider, service, 8080, "open");
        awaitReach("a pod without policies", outsider, "kubernetes.default", 443, "open");
        awaitReach("the outsider", outsider, outsider.address(), ShellPod.PORT, "open");
        awaitReach("no listener", outsider, outsider.address(), ShellPod.PORT + 1, "refused");

        awaitReach("a stranger to the database", stranger, database, 5432, "timed out");
        awaitReach("a pod without egress", stranger, service, 8080, "timed out");
        awaitReach("a client at the management port", outsider, service, 8081, "timed out");
        awaitReach("another namespace at the database", outsider, database, 5432, "timed out");
        awaitReach("egress from the namespace", client, outsider.address(), ShellPod.PORT, "timed out");
        awaitReach("a pod at the API server", client, "kubernetes.default", 443, "timed out");

        this.kubectl.run("label", "namespace", Cluster.get().kubectl().namespace(),
                Application.DOMAIN + "/monitoring=true");
        awaitReach("monitoring at the management port", outsider, service, 8081, "open");
    }

    private static void awaitReach(String what, Pod from, String host, int port, String expected) {
        await(what).atMost(POLICIES).untilAsserted(() -> assertThat(reach(from, host, port)).isEqualTo(expected));
        System.out.printf("| %s | %s |%n", what, expected);
    }

    /** Only the migration's role may change the schema, and only its Job has that role's password. */
    @Test
    void theServicesRoleCannotChangeTheSchema() {
        assertThat(deployed.query("select distinct usename from pg_stat_activity where application_name = '%s'"
                .formatted(Application.NAME))).as("the role of the pods' sessions").hasSize(1).doesNotContain("owner");
        for (String statement : List.of("create table t (id int)", "create temporary table t (id int)",
                "truncate flyway_schema_history", "drop table flyway_schema_history")) {
            Outcome outcome = deployed.database()
                    .exec("psql --username=\"$POSTGRES_DB\" --dbname=\"$POSTGRES_DB\" --command='%s'"
                            .formatted(statement));
            assertThat(outcome.error()).as(statement).containsPattern("permission denied|must be owner");
        }
        assertThat(deployed.pods()).allSatisfy(
                pod -> assertThat(this.kubectl.json("get", "pod", pod.name()).at("/spec/volumes").toString())
                        .doesNotContain(Application.NAME + "-migration"));
    }

    /** One image, two configurations. */
    @Test
    @NeedsWaitingRequests
    void theSameDigestServesInTwoNamespacesWithDifferentConfiguration() {
        try (DeployedService other = DeployedService.overlay("other",
                DeployedService.tasksLasting(Duration.ofSeconds(5)))) {
            assertThat(images(other)).isEqualTo(images(deployed)).hasSize(1);
            deployed.awaitPrepared();
            other.awaitPrepared();
            assertThat(statusAfter2Seconds(deployed)).isEqualTo(200);
            assertThat(statusAfter2Seconds(other)).isEqualTo(202);
        }
    }

    private static int statusAfter2Seconds(DeployedService each) {
        return Requests.storeAndAwait(each.api(), Duration.ofSeconds(2)).status();
    }

    private static List<String> images(DeployedService each) {
        return each.pods().stream().map(Pod::image).distinct().toList();
    }

    @Tag("long")
    @Test
    void loadBringsPodsAndNoFailure() {
        this.kubectl.run("patch", "hpa", Application.NAME, "--type=json", "--patch",
                "[{\"op\":\"replace\",\"path\":\"/spec/metrics/0/resource/target/averageUtilization\",\"value\":200}]");
        try (ClientGroups clients = new ClientGroups()) {
            deployed.awaitPrepared();
            for (URI node : deployed.urls()) {
                clients.add(node.getHost(), node, 4, List.of(ConnectionUse.kept(5), ConnectionUse.closed(20)));
            }
            clients.enter(Phase.REPLACING);
            seconds("load: a third pod is ready", () -> deployed.ready() >= 3);
            assertThat(clients.finish("more pods by load")).isEmpty();
        } finally {
            deployed.apply();
        }
    }

    private static void seconds(String what, Callable<Boolean> reached) {
        long start = System.nanoTime();
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(250)).until(reached);
        System.out.printf("| %s | %.1f s |%n", what, (System.nanoTime() - start) / 1e9);
    }

    /** What becomes of a connection: {@code open}, {@code timed out}, {@code refused}, or else the error. */
    private static String reach(Pod from, String host, int port) {
        Outcome outcome = from.exec("nc -w 3 %s %d </dev/null".formatted(host, port));
        if (outcome.exit() == 0) {
            return "open";
        }
        return Stream.of("timed out", "refused").filter(outcome.error()::contains).findFirst().orElse(outcome.error());
    }
}

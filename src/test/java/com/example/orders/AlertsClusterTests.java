package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.PrometheusPod;
import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.orders.support.OrdersClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each fault makes the alerts fire that are written down here, and no other. Each test has a Prometheus without data: its
 * windows of hours and days hold the minutes of the fault alone, so that where requests fail, both error budget alerts fire.
 */
@Tag("long")
@ClusterTest
class AlertsClusterTests {

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("alerts");

    private final ClientGroups clients = new ClientGroups();

    @BeforeEach
    void load() {
        deployed.awaitPrepared();
        addClients(1);
        this.clients.awaitRequests(4_000); // a cold pod misses the objective of latency
    }

    /** Without late orders of the test before, and without what it saw while its own start took CPU from the service. */
    private PrometheusPod prometheus() {
        await("late orders end").atMost(Cluster.PATIENCE).until(() -> deployed.query("""
                select id from orders where status = 'ACCEPTED' and accepted_at < now() - interval '5 s'""").isEmpty());
        PrometheusPod prometheus = new PrometheusPod(deployed);
        this.clients.awaitRequests(1_000);
        prometheus.forget();
        return prometheus;
    }

    private void addClients(int count) {
        deployed.urls()
                .forEach(node -> this.clients.add(node.getHost(), node, count, List.of(ConnectionUse.closed(20))));
    }

    @AfterEach
    void endLoad() {
        this.clients.close();
    }

    @Test
    void aTaskThatIsGivenUp() {
        try (PrometheusPod prometheus = prometheus()) {
            deployed.query("""
                    create function refuse() returns trigger language plpgsql as $$
                    begin
                      raise exception 'poisoned';
                    end $$;
                    create trigger refuse before update on orders for each row
                    when (new.sku = 'POISON-1' and new.reason is distinct from 'FAILED') execute function refuse()""");
            long damage = System.nanoTime();
            new OrdersClient(deployed.urls().getFirst()).order("POISON-1", 1);
            assertFires(prometheus, damage, "a task that is given up", "TaskPoisoned");
        }
    }

    @Test
    void aReloadThatFails() {
        try (PrometheusPod prometheus = prometheus()) {
            long damage = System.nanoTime();
            limit("many");
            assertFires(prometheus, damage, "a reload that fails", "ReloadFailed");
        } finally {
            limit("256");
        }
    }

    private static void limit(String value) {
        deployed.patch("configmap", "orders-live", "chassis.overload.max-concurrent-requests", value);
    }

    /** Orders are still accepted while the lock keeps tasks from ending, so the objective of fulfilment is missed too. */
    @Test
    void aPoolThatIsSaturated() {
        try (PrometheusPod prometheus = prometheus()) {
            long damage = System.nanoTime();
            CompletableFuture<Void> lock = CompletableFuture
                    .runAsync(() -> deployed.query("begin; lock table stock; select pg_sleep(600)"));
            try {
                addClients(40);
                assertFires(prometheus, damage, "a table that is locked, under load",
                        "ErrorBudgetBurnsFast of availability", "ErrorBudgetBurnsFast of fulfilment",
                        "ErrorBudgetBurnsFast of latency", "ErrorBudgetBurnsSlowly of availability",
                        "ErrorBudgetBurnsSlowly of fulfilment", "ErrorBudgetBurnsSlowly of latency", "PoolSaturated");
            } finally {
                deployed.query("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'");
                assertThat(lock).failsWithin(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void everyRequestFailsAndSomebodyIsCalledWithinFiveMinutes() {
        try (PrometheusPod prometheus = prometheus()) {
            long damage = System.nanoTime();
            deployed.scaleDatabase(0);
            String page = "ErrorBudgetBurnsFast of availability";
            await().atMost(Duration.ofMinutes(5)).until(() -> prometheus.firing().contains(page));
            print("no database", page, damage);
        } finally {
            deployed.scaleDatabase(1);
            deployed.awaitRollout();
        }
    }

    private static void assertFires(PrometheusPod prometheus, long damage, String fault, String... alerts) {
        Set<String> expected = Set.of(alerts);
        Set<String> seen = new TreeSet<>();
        await(fault).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            prometheus.firing().stream().filter(seen::add).forEach(alert -> print(fault, alert, damage));
            return seen.containsAll(expected);
        });
        await(fault + ": no other alert").during(Duration.ofMinutes(1))
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> expected.containsAll(prometheus.firing()));
        assertThat(seen).isEqualTo(expected);
    }

    private static void print(String fault, String alert, long damage) {
        System.out.printf("| %s | %s | %.0f s |%n", fault, alert, (System.nanoTime() - damage) / 1e9);
    }
}

package com.example.contract.requirement;

import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.NodeFaults;
import com.example.contract.cluster.StandbyDatabase;
import com.example.contract.load.RetryingClients;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The machine of the database is lost under load, and its standby on another takes its place. */
@NeedsStoredData
@NodeFaults.Needed
@Tag("long")
@ClusterTest
class FailoverClusterTests {

    /** A commit is acknowledged once the standby has it. */
    @Test
    void toASynchronousStandby() {
        failOver("synchronous", StandbyDatabase::awaitEveryCommit, RetryingClients::assertNothingLostOrDoubled);
    }

    /**
     * A commit is acknowledged before the standby has it: what was lost is printed. Who repeats such a request stores it anew,
     * so that the test finds it doubled too.
     */
    @Test
    void toAnAsynchronousStandby() {
        failOver("asynchronous", _ -> {}, (_, standby) -> standby.assertInvariant());
    }

    private static void failOver(String kind, Consumer<StandbyDatabase> preparing,
            BiConsumer<RetryingClients, StandbyDatabase> check) {
        try (DeployedService deployed = DeployedService.overlay(kind)) {
            String lost = deployed.database().nodeName();
            String other = Cluster.get().nodeOtherThan(lost);
            StandbyDatabase standby = new StandbyDatabase(deployed, other);
            preparing.accept(standby);
            deployed.awaitPrepared();
            try (RetryingClients clients = new RetryingClients(deployed.url(other), 8, Duration.ofMillis(10),
                    deployed)) {
                clients.awaitAccepted(500);
                NodeFaults.fail(lost);
                long failed = System.nanoTime();
                standby.promote();
                int stored = standby.storedIds().size();
                await().atMost(Duration.ofMinutes(5)).until(() -> standby.storedIds().size() > stored);
                double seconds = (System.nanoTime() - failed) / 1e9;
                int enough = clients.accepted() + 500; // for a while, half of the connections lead to a pod that is gone
                await().atMost(Duration.ofMinutes(5)).until(() -> clients.accepted() > enough);
                clients.stop();
                await().atMost(Duration.ofMinutes(2)).until(standby::isSettled);
                System.out.printf("| %s | writes again after %.1f s | %d acknowledged, %d of them lost | %s |%n", kind,
                        seconds, clients.accepted(), clients.lost(standby).size(), clients.answers());
                check.accept(clients, standby);
            } finally {
                NodeFaults.repair();
            }
        }
    }
}

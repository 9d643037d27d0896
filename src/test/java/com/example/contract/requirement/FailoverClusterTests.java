package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.NodeFaults;
import com.example.contract.cluster.StandbyDatabase;
import com.example.contract.load.RetryingClients;
import java.time.Duration;
import java.util.Set;
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
        assertThat(lostByFailover(true)).isEmpty();
    }

    /** A commit is acknowledged before the standby has it. What was lost is printed: it is allowed. */
    @Test
    void toAnAsynchronousStandby() {
        lostByFailover(false);
    }

    private static Set<String> lostByFailover(boolean synchronous) {
        try (DeployedService deployed = DeployedService.overlay("failover")) {
            String lost = deployed.database().nodeName();
            String other = Cluster.get().nodeOtherThan(lost);
            StandbyDatabase standby = new StandbyDatabase(deployed, other);
            if (synchronous) {
                standby.awaitEveryCommit();
            }
            deployed.awaitPrepared();
            try (RetryingClients clients = new RetryingClients(deployed.url(other), 8, Duration.ofMillis(10),
                    deployed)) {
                clients.awaitAccepted(500);
                NodeFaults.fail(lost);
                long failed = System.nanoTime();
                standby.promote();
                int acknowledged = clients.accepted();
                await().atMost(Duration.ofMinutes(5)).until(() -> clients.accepted() > acknowledged);
                double seconds = (System.nanoTime() - failed) / 1e9;
                clients.awaitAccepted(500);
                clients.stop();
                await().atMost(Duration.ofMinutes(2)).until(standby::isSettled);
                standby.assertInvariant();
                assertThat(clients.doubled(standby)).isEmpty();
                Set<String> missing = clients.lost(standby);
                System.out.printf("| %s | writes again after %.1f s | %d acknowledged, %d of them lost | %s |%n",
                        synchronous ? "synchronous" : "asynchronous", seconds, clients.accepted(), missing.size(),
                        clients.answers());
                return missing;
            } finally {
                NodeFaults.repair();
            }
        }
    }
}

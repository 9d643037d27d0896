package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.Load.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a Deployment does to its pods under load: no customer sees it. */
@Timeout(3600)
@EnabledIfSystemProperty(named = "contract.subject", matches = "cluster")
class RolloutClusterTests {

    private static final int ROLLOUTS = Integer.getInteger("contract.replacements", 2);
    private static final int CUSTOMERS = Integer.getInteger("contract.customers", 1);

    @AutoClose
    private static final Deployed deployed = new Deployed("rollout", Deployed.TWO_PODS);

    @Test
    void aRollingUpdateFailsNoRequest() {
        try (Crowd crowd = crowd(); LoadPod inside = new LoadPod(deployed)) {
            for (int i = 0; i < ROLLOUTS; i++) {
                underLoad(crowd, () -> rollOut());
            }
            crowd.finish(ROLLOUTS + " rolling updates");
            assertThat(crowd.failed()).isZero();
            assertThat(inside.finish()).isZero();
        }
        assertNothingLost();
    }

    private static Crowd crowd() {
        deployed.api().restock("LOAD", 10_000_000);
        Crowd crowd = new Crowd();
        for (URI node : deployed.urls()) {
            crowd.add(node.getHost(), node, CUSTOMERS, List.of(Habit.of(true, 10), Habit.of(false, 20)));
            crowd.add(node.getHost(), node, 3 * CUSTOMERS, List.of(Habit.of(true, 500), Habit.of(true, 2000)));
        }
        crowd.awaitRequests(2_000); // warms up
        return crowd;
    }

    private static void underLoad(Crowd crowd, Runnable change) {
        crowd.enter(Phase.STEADY);
        crowd.awaitRequests(500);
        crowd.enter(Phase.REPLACING);
        change.run();
        crowd.awaitRequests(100);
    }

    private static void rollOut() {
        deployed.kubectl().run("rollout", "restart", "deployment/orders");
        deployed.awaitRollout();
    }

    private static void assertNothingLost() {
        await().atMost(Duration.ofSeconds(60)).until(deployed::isSettled);
        deployed.assertInvariant();
    }
}

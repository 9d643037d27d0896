package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.StoredData;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.NodeFaults;
import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The seven requirements, each checked on a deployed service as an operator would check it. */
enum Requirement {

    /** Every line goes to stdout as one JSON object. */
    LOGS {
        @Override
        void examine(DeployedService deployed) {
            deployed.api().send(ServiceDriver.get().read());
            assertThat(deployed.pods()).allSatisfy(pod -> {
                assertThat(pod.log("stdout")).isNotEmpty();
                assertThat(LogLines.notJson(pod.log("stdout"))).as("lines that are no JSON").isEmpty();
            });
        }
    },

    /** An unavailable database restarts nothing. */
    HEALTH {
        @Override
        void examine(DeployedService deployed) {
            deployed.scaleDatabase(0);
            try {
                // Three failed probes, 10 s apart, restart a container.
                await("restarts while the database was unavailable").during(Duration.ofSeconds(50))
                        .atMost(Duration.ofSeconds(70))
                        .until(() -> deployed.pods().stream().allMatch(pod -> pod.restarts() == 0));
            } finally {
                deployed.scaleDatabase(1);
                deployed.awaitRollout();
                deployed.awaitPrepared();
            }
        }
    },

    /** At SIGTERM it finishes what it has started, and no client sees an error. */
    EVENTS {
        @Override
        void examine(DeployedService deployed) {
            deployed.awaitPrepared();
            try (ClientGroups clients = new ClientGroups()) {
                deployed.urls()
                        .forEach(node -> clients.add(node.getHost(), node, 2,
                                List.of(ConnectionUse.kept(10), ConnectionUse.closed(10), ConnectionUse.kept(500))));
                clients.awaitRequests(1_000);
                clients.enter(Phase.REPLACING);
                try (NodeFaults.Lag _ = NodeFaults.lagging(NodeFaults.areAtHand() ? 8 : 0)) {
                    deployed.rollOut();
                }
                clients.awaitRequests(100);
                assertThat(clients.finish("rolling update")).as("requests that failed in a rolling update").isEmpty();
            }
        }
    },

    /** One process, and it is the first. */
    ONE_PURPOSE {
        @Override
        void examine(DeployedService deployed) {
            assertThat(deployed.pods()).allSatisfy(
                    pod -> assertThat(pod.proc().family()).as("processes of the container").containsExactly("java"));
        }
    },

    /** What differs comes from outside, and what is secret from a file. */
    ONE_IMAGE {
        @Override
        void examine(DeployedService deployed) {
            List<String> secrets = deployed.secrets();
            assertThat(deployed.pods()).allSatisfy(pod -> {
                assertThat(pod.proc().environment()).as("the environment, which anyone on the node can read")
                        .doesNotContain(secrets);
                assertThat(pod.proc().read("cmdline")).as("settings that the image brings with it")
                        .matches("(?s).*\0[\\w.]+\0");
                assertThat(pod.imageFilesWith(secrets)).as("files of the image with a secret").isEmpty();
            });
            assertThat(deployed.declarations()).as("what is declared").doesNotContain(secrets);
            assertThat(deployed.logs()).as("logs").isNotEmpty().doesNotContain(secrets);
        }
    },

    /** It lives within its limits, under load too. */
    RESOURCES {
        @Override
        void examine(DeployedService deployed) {
            assertThat(deployed.pods())
                    .allSatisfy(pod -> assertThat(pod.trouble()).as("why it stopped").doesNotContain("OOMKilled"));
            deployed.awaitRollout();
            deployed.awaitPrepared();
            try (ClientGroups clients = new ClientGroups()) {
                deployed.urls().forEach(node -> clients.add(node.getHost(), node, 8, List.of(ConnectionUse.kept(5))));
                clients.awaitRequests(5_000);
            }
            assertThat(deployed.pods()).allSatisfy(pod -> assertThat(pod.restarts()).as("restarts").isZero());
        }
    },

    /** Whatever pod is deleted, what was accepted is there. */
    DISPOSABLE {
        @Override
        void examine(DeployedService deployed) {
            deployed.awaitPrepared();
            StoredData data = ServiceDriver.get().storedData().orElseThrow();
            Answer accepted = deployed.api().send(data.store(UUID.randomUUID().toString()));
            assertThat(accepted.status()).as("the answer to a request that stores").isBetween(200, 299);
            deployed.kubectl().run("delete", "pod", deployed.database().name(), deployed.pods().getFirst().name());
            deployed.awaitRollout();
            deployed.awaitPrepared();
            assertThat(deployed.storedIds()).as("what was accepted").contains(data.id(accepted));
            deployed.assertInvariant();
        }
    };

    /** Whether it can be checked on this service: two of them stop the database. */
    boolean applies() {
        return (this != HEALTH && this != DISPOSABLE) || ServiceDriver.get().storedData().isPresent();
    }

    /** Waits until the service has started, or has failed to, and fails if it does not meet the requirement. */
    void check(DeployedService deployed) {
        deployed.awaitStart();
        examine(deployed);
    }

    abstract void examine(DeployedService deployed);
}

package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.Load.Phase;
import com.example.orders.support.Api;
import com.example.orders.support.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a container owes its platform, each checked on a deployed service as an operator would check it. */
enum Requirement {

    /** Every line goes to stdout as one JSON object. */
    LOGS {
        @Override
        void examine(Deployed deployed) {
            deployed.api().get("/stock");
            assertThat(deployed.pods()).allSatisfy(pod -> {
                assertThat(pod.log("stdout")).isNotEmpty();
                assertThat(Lines.notJson(pod.log("stdout"))).as("lines that are no JSON").isEmpty();
            });
        }
    },

    /** A database that is away restarts nothing. */
    HEALTH {
        @Override
        void examine(Deployed deployed) {
            deployed.kubectl().run("scale", "statefulset", "postgres", "--replicas=0");
            pause(Duration.ofSeconds(50)); // three failures, 10 s apart, restart a container
            deployed.kubectl().run("scale", "statefulset", "postgres", "--replicas=1");
            deployed.awaitRollout();
            deployed.restock("BACK", 1);
            assertThat(deployed.pods()).as("restarts while the database was away")
                    .allSatisfy(pod -> assertThat(pod.restarts()).isZero());
        }
    },

    /** At SIGTERM it finishes what it has begun, and no client sees an error. */
    EVENTS {
        @Override
        void examine(Deployed deployed) {
            deployed.restock("LOAD", 1_000_000);
            try (Crowd crowd = new Crowd()) {
                deployed.urls()
                        .forEach(node -> crowd.add(node.getHost(), node, 2,
                                List.of(Habit.of(true, 10), Habit.of(false, 10), Habit.of(true, 500))));
                crowd.awaitRequests(1_000);
                crowd.enter(Phase.REPLACING);
                try (Faults.Lag _ = Faults.lagging(Faults.areAtHand() ? 8 : 0)) {
                    deployed.rollOut();
                }
                crowd.awaitRequests(100);
                crowd.finish("rolling update");
                assertThat(crowd.failed()).as("requests that failed in a rolling update").isZero();
            }
        }
    },

    /** One process, and it is the first. */
    ONE_PURPOSE {
        @Override
        void examine(Deployed deployed) {
            assertThat(deployed.pods()).allSatisfy(pod -> assertThat(pod.proc().family())
                    .as("processes of the container").containsExactly("java"));
        }
    },

    /** What differs comes from outside, and what is secret from a file. */
    ONE_IMAGE {
        @Override
        void examine(Deployed deployed) {
            String password = new String(Base64.getDecoder().decode(deployed.kubectl()
                    .json("get", "secret", "orders-database")
                    .at("/data")
                    .path("spring.datasource.password")
                    .asString()), StandardCharsets.UTF_8);
            assertThat(deployed.pods()).allSatisfy(pod -> {
                assertThat(pod.proc().environment()).as("the environment, where everybody on the node can read it")
                        .doesNotContain(password);
                assertThat(pod.proc().read("cmdline")).as("settings that the image brings with it")
                        .endsWith("com.example.orders.OrdersApplication\0");
            });
        }
    },

    /** It lives within its limits, under load too. */
    RESOURCES {
        @Override
        void examine(Deployed deployed) {
            assertThat(deployed.pods()).allSatisfy(pod -> assertThat(pod.trouble()).as("what ended it")
                    .doesNotContain("OOMKilled"));
            deployed.awaitRollout();
            deployed.restock("LOAD", 1_000_000);
            try (Crowd crowd = new Crowd()) {
                deployed.urls().forEach(node -> crowd.add(node.getHost(), node, 8, List.of(Habit.of(true, 5))));
                crowd.awaitRequests(5_000);
            }
            assertThat(deployed.pods()).allSatisfy(pod -> assertThat(pod.restarts()).as("restarts").isZero());
        }
    },

    /** Whatever pod is deleted, what was accepted is there. */
    DISPOSABLE {
        @Override
        void examine(Deployed deployed) {
            deployed.restock("KEPT", 10);
            Answer accepted = deployed.api().order("KEPT", 1, "Prefer", "wait=10");
            assertThat(accepted.status()).as("the answer to an order").isEqualTo(200);
            deployed.kubectl().run("delete", "pod", "postgres-0", deployed.pods().getFirst().name());
            deployed.awaitRollout();
            Api api = deployed.api();
            await().atMost(Duration.ofMinutes(1)).until(() -> api.get("/stock").status() != 503);
            assertThat(api.get("/orders/" + accepted.text("/id")).status())
                    .as("the answer for an order that was accepted")
                    .isEqualTo(200);
            deployed.assertInvariant();
        }
    };

    /** Waits until the service has started, or has failed to, and fails where it does not do what it owes. */
    void check(Deployed deployed) {
        deployed.awaitStart();
        examine(deployed);
    }

    abstract void examine(Deployed deployed);

    /** Lets the platform have its way for a time that is itself what is tested. */
    private static void pause(Duration time) {
        try {
            boolean _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}

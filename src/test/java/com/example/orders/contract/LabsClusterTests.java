package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counter-proofs: each lab is broken in one place, and the check of its requirement fails for that reason. */
@OnACluster
@Tag("long")
@Faults.Needed // for lab 3, proxies that learn late
class LabsClusterTests {

    @ParameterizedTest(name = "{0} fails {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1-text-logs               | LOGS        | lines that are no JSON
            2-liveness-asks-database  | HEALTH      | restarts while the database was away
            3-no-pre-stop             | EVENTS      | requests that failed in a rolling update
            4-shell-as-pid-1          | ONE_PURPOSE | processes of the container
            5-password-in-environment | ONE_IMAGE   | the environment, where everybody on the node can read it
            5-baked-in                | ONE_IMAGE   | settings that the image brings with it
            6-too-little-memory       | RESOURCES   | OOMKilled
            7-empty-dir               | DISPOSABLE  | the answer for an order that was accepted
            """)
    void theLab(String lab, Requirement requirement, String reason) {
        try (Deployed deployed = Deployed.lab(lab)) {
            assertThatThrownBy(() -> requirement.check(deployed)).isInstanceOf(AssertionError.class)
                    .hasMessageContaining(reason);
        }
    }
}

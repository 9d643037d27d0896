package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.cluster.NodeFaults;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The counter-proofs: each lab is broken in one place, and the check of its requirement fails for that reason. Other checks
 * fail only if the same place breaks them too.
 */
@ClusterTest
@Tag("long")
@NodeFaults.Needed // for lab 3, proxies that learn late
class LabsClusterTests {

    /** First the checks that only read, last those that stop the database. */
    private static final List<Requirement> CHECKS = List.of(Requirement.LOGS, Requirement.ONE_PURPOSE,
            Requirement.ONE_IMAGE, Requirement.EVENTS, Requirement.RESOURCES, Requirement.DISPOSABLE,
            Requirement.HEALTH);

    @ParameterizedTest(name = "{0} fails {1}, for {2}; also {3}")
    @CsvSource(delimiter = '|', textBlock = """
            1-text-logs               | LOGS        | lines that are no JSON                                   | ''
            2-liveness-asks-database  | HEALTH      | restarts while the database was unavailable              | ''
            3-no-linger               | EVENTS      | requests that failed in a rolling update                 | ''
            4-shell-as-pid-1          | ONE_PURPOSE | processes of the container                               | LOGS EVENTS ONE_IMAGE
            5-password-in-environment | ONE_IMAGE   | the environment, which anyone on the node can read       | ''
            5-baked-in                | ONE_IMAGE   | settings that the image brings with it                   | ''
            6-too-little-memory       | RESOURCES   | OOMKilled                                                | ''
            7-empty-dir               | DISPOSABLE  | what was accepted                                        | HEALTH
            """)
    void theLab(String lab, Requirement requirement, String reason, String also) {
        Map<Requirement, String> failures = new EnumMap<>(Requirement.class);
        try (DeployedService deployed = DeployedService.lab(lab)) {
            deployed.awaitStart();
            // of what never serves nothing else can be asked
            for (Requirement each : deployed.isRolledOut() ? CHECKS : List.of(requirement)) {
                try {
                    each.check(deployed);
                } catch (RuntimeException | AssertionError ex) {
                    failures.put(each, String.valueOf(ex.getMessage()));
                }
            }
        }
        failures.forEach((each, why) -> System.out.printf("| %s | %s | %s |%n", lab, each,
                why.strip().lines().findFirst().orElse("")));
        assertThat(failures.remove(requirement)).contains(reason);
        assertThat(failures.keySet().stream().map(Enum::name).collect(Collectors.joining(" "))).isEqualTo(also);
    }
}

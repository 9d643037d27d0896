package com.example.contract.requirement;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seven requirements on the overlay, deployed as a whole. */
@ClusterTest
class RequirementsClusterTests {

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("whole");

    @ParameterizedTest
    @EnumSource
    void isMet(Requirement requirement) {
        assumeThat(requirement.applies()).as("the service's driver describes no stored data").isTrue();
        requirement.check(deployed);
    }
}

package com.example.orders.contract;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seven requirements on the overlay, deployed as a whole. */
@OnACluster
class RequirementsClusterTests {

    @AutoClose
    private static final Deployed deployed = Deployed.overlay("whole");

    @ParameterizedTest
    @EnumSource
    void isMet(Requirement requirement) {
        requirement.check(deployed);
    }
}

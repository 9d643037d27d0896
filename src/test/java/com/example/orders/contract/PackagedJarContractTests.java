package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.support.Command;
import com.example.orders.support.Command.Outcome;
import org.junit.jupiter.api.Test;

/** The jar as the build leaves it, which runs without anything beside it. */
class PackagedJarContractTests {

    @Test
    void itsMainIsTheServices() {
        Outcome outcome = Command.run(PackagedJar.java(), "-jar", PackagedJar.path(), "nonsense");
        assertThat(outcome.output())
                .contains("first argument=nonsense (command line): it is no purpose of this service");
        assertThat(outcome.exit()).isOne();
    }
}

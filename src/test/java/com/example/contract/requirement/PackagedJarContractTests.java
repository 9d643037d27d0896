package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.subject.PackagedJar;
import com.example.contract.support.Command;
import com.example.contract.support.Command.Outcome;
import org.junit.jupiter.api.Test;

/** The jar as the build leaves it, which runs without any other file. */
class PackagedJarContractTests {

    @Test
    void itsMainIsTheServices() {
        Outcome outcome = Command.run(PackagedJar.java(), "-jar", PackagedJar.path(), "nonsense");
        assertThat(outcome.output()).contains("first argument=nonsense (command line): unknown purpose");
        assertThat(outcome.exit()).isOne();
    }
}

package com.example.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each lab breaks the rule that it is about, where there is one, and no other. What no rule sees the contract does. */
class LabTests {

    private static final Map<String, String> RULES = Map.of("labs/2-", "PRB-1", "labs/3-", "TIME-1", "labs/5-baked-in",
            "IMG-1", "labs/5-password-in-environment", "CFG-1", "labs/7-", "STS-1");

    @TestFactory
    Stream<DynamicTest> aLabBreaksItsRuleAlone() {
        return Overlay.all("labs").stream().map(lab -> DynamicTest.dynamicTest(lab.name(), () -> {
            Manifests manifests = lab.rendered();
            assertThat(Rules.ALL.stream().filter(rule -> !rule.broken(manifests).isEmpty()).map(Rule::id))
                    .isEqualTo(expected(lab));
        }));
    }

    private static List<String> expected(Overlay lab) {
        return RULES.entrySet()
                .stream()
                .filter(rule -> lab.name().startsWith(rule.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}

package com.example.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every overlay keeps every rule: a test for each of both. */
class ManifestTests {

    @TestFactory
    Stream<DynamicContainer> everyOverlayKeepsEveryRule() {
        return Rules.ALL.stream()
                .map(rule -> DynamicContainer.dynamicContainer(rule.toString(),
                        Overlay.all("overlays")
                                .stream()
                                .map(overlay -> DynamicTest.dynamicTest(overlay.name(),
                                        () -> assertThat(rule.broken(overlay.rendered())).as("%s", rule).isEmpty()))));
    }

    /** Components that are for a layer above an overlay. */
    @ParameterizedTest
    @ValueSource(strings = {"backlog-scaling", "openshift", "second-copy", "tracing"})
    void anOverlayKeepsEveryRuleWithAComponentMore(String component) {
        Manifests manifests = new Overlay("overlays/local").with(component);
        assertThat(Rules.ALL.stream().flatMap(rule -> rule.broken(manifests).stream())).isEmpty();
    }

    @Test
    void thereAreOverlays() {
        assertThat(Overlay.all("overlays")).extracting(Overlay::name)
                .contains("overlays/local", "overlays/gke", "overlays/eks", "overlays/aks");
    }
}

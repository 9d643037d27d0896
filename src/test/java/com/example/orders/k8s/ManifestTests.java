package com.example.orders.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every overlay keeps every rule: a test for each of both. */
class ManifestTests {

    @TestFactory
    Stream<DynamicContainer> everyOverlayKeepsEveryRule() {
        return Rules.ALL.stream()
                .map(rule -> DynamicContainer.dynamicContainer(rule.toString(), Overlay.all("overlays")
                        .stream()
                        .map(overlay -> DynamicTest.dynamicTest(overlay.name(),
                                () -> assertThat(rule.broken(overlay.rendered())).as("%s", rule).isEmpty()))));
    }

    @Test
    void thereAreOverlays() {
        assertThat(Overlay.all("overlays")).extracting(Overlay::name).contains("overlays/local");
    }
}

package com.example.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The components for monitoring, whose kinds belong to operators that a cluster may lack. */
class MonitoringTests {

    @ParameterizedTest
    @CsvSource({"monitoring, monitoring.coreos.com/v1, PodMonitor",
            "monitoring-gke, monitoring.googleapis.com/v1, PodMonitoring",
            "monitoring-aks, azmonitoring.coreos.com/v1, PodMonitor"})
    void thePodsAreScrapedByTheOperatorOfThePlatform(String component, String apiVersion, String kind) {
        List<Manifest> monitors = rendered(component).of(kind).toList();
        assertThat(monitors).singleElement().satisfies(monitor -> {
            assertThat(monitor.apiVersion()).isEqualTo(apiVersion);
            assertThat(monitor.json().findValuesAsString("port")).containsExactly("management");
        });
    }

    /** As a Prometheus selects them that was installed by its Helm chart. */
    @Test
    void rulesAndMonitorHaveTheLabelThatKubePrometheusStackSelects() {
        assertThat(rendered("monitoring").all())
                .filteredOn(manifest -> manifest.apiVersion().startsWith("monitoring.coreos.com"))
                .hasSizeGreaterThan(1)
                .allSatisfy(manifest -> assertThat(manifest.labels().path("release").asString(""))
                        .isEqualTo("kube-prometheus-stack"));
    }

    @Test
    void googlesPrometheusHasTheSameRules() {
        assertThat(specs("monitoring-gke", "Rules")).isNotEmpty().isEqualTo(specs("monitoring", "PrometheusRule"));
    }

    private static List<JsonNode> specs(String component, String kind) {
        return rendered(component).of(kind).map(manifest -> manifest.at("/spec")).toList();
    }

    private static Manifests rendered(String component) {
        return new Overlay("components/" + component).rendered();
    }
}

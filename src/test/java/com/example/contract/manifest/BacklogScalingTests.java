package com.example.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The components that scale by waiting tasks too. */
class BacklogScalingTests {

    private static final Path COMPONENTS = Path.of("k8s", "components");
    private static final Overlay LOCAL = new Overlay("overlays/local");
    private static final String RECORDED = "tasks:due:scalable";
    private static final String EXTERNAL = "/spec/metrics/1/external";

    /** What a start needs for a moment: one connection to wait for the database, one to migrate. */
    private static final int OF_A_START = 2;

    /** For jobs, operators and the server's own reserve. */
    private static final int OF_OTHERS = 20;

    @Test
    void oneAutoscalerHasBothMetricsAndAllElseOfTheBase() {
        Manifest autoscaler = autoscaler(LOCAL.with("backlog-scaling"));
        assertThat(autoscaler.at("/spec/metrics").valueStream().map(metric -> metric.path("type").asString()))
                .containsExactly("ContainerResource", "External");
        assertThat(rest(autoscaler)).isEqualTo(rest(autoscaler(LOCAL.rendered())));
    }

    @Test
    void itsContainerExists() {
        Manifests manifests = LOCAL.with("backlog-scaling");
        String container = autoscaler(manifests).at("/spec/metrics/0/containerResource/container").asString();
        assertThat(manifests.services().flatMap(Workload::mainContainers))
                .anyMatch(each -> each.place().text("/name").equals(container));
    }

    /** From the rule to the autoscaler, by the adapter or by KEDA: a wrong name would be silent. */
    @Test
    void itsMetricIsServedFromWhatARuleRecords() throws IOException {
        Manifest autoscaler = autoscaler(LOCAL.with("backlog-scaling"));
        JsonNode served = read("backlog-scaling/prometheus-adapter.yaml").at("/rules/external/0");
        assertThat(autoscaler.at(EXTERNAL + "/metric/name")).isEqualTo(served.at("/name/as"));
        assertThat(served.path("seriesQuery").asString()).contains("__name__=\"" + RECORDED + "\"");
        assertThat(scaledObject().at("/spec/triggers/1/metadata/query").asString()).contains(RECORDED + "{namespace=");
        assertThat(read("monitoring/scaling.yaml").findValuesAsString("record")).containsExactly(RECORDED);
    }

    @Test
    void withKedaTheBoundsAreTheSameAndNoOtherAutoscalerIsThere() {
        Manifests manifests = LOCAL.with("backlog-scaling-keda");
        assertThat(manifests.of("HorizontalPodAutoscaler")).isEmpty();
        Manifest autoscaler = autoscaler(LOCAL.with("backlog-scaling"));
        Manifest object = scaledObject();
        assertThat(List.of(object.at("/spec/minReplicaCount"), object.at("/spec/maxReplicaCount"),
                object.at("/spec/advanced/horizontalPodAutoscalerConfig/behavior"),
                object.at("/spec/scaleTargetRef/name"), object.at("/spec/triggers/0/metadata/containerName"),
                object.at("/spec/triggers/1/metadata/threshold"))).containsExactly(autoscaler.at("/spec/minReplicas"),
                        autoscaler.at("/spec/maxReplicas"), autoscaler.at("/spec/behavior"),
                        autoscaler.at("/spec/scaleTargetRef/name"),
                        autoscaler.at("/spec/metrics/0/containerResource/container"),
                        autoscaler.at(EXTERNAL + "/target/averageValue"));
        assertThat(object.at("/spec/triggers/0/metadata/value").asString())
                .isEqualTo(autoscaler.at("/spec/metrics/0/containerResource/target/averageUtilization").asString());
    }

    @Test
    void theObjectOfKedaKeepsItsSchemaAndAWrongOneDoesNot() {
        Manifest object = scaledObject();
        assertThat(Schemas.validate(object)).isEmpty();
        ObjectNode wrong = (ObjectNode) object.json().deepCopy();
        ((ObjectNode) wrong.at("/spec/triggers/1/metadata")).put("threshold", 1000);
        ((ObjectNode) wrong.get("spec")).put("maxReplicas", 6);
        assertThat(Schemas.validate(new Manifest("wrong", wrong))).hasSize(2);
    }

    /** Old pods keep their connections while they drain, so that in a rollout of the largest scale all count twice. */
    @Test
    void theDatabaseHasConnectionsForTheLargestScale() {
        Manifests manifests = LOCAL.with("backlog-scaling");
        Container service = manifests.services().flatMap(Workload::mainContainers).findFirst().orElseThrow();
        int pool = Settings.of(manifests, service).number("spring.datasource.hikari.maximum-pool-size");
        int pods = autoscaler(manifests).at("/spec/maxReplicas").asInt()
                + service.workload().manifest().at("/spec/strategy/rollingUpdate/maxSurge").asInt();
        assertThat(2 * pods * (pool + OF_A_START) + OF_OTHERS).isLessThanOrEqualTo(connections(manifests));
    }

    private static int connections(Manifests manifests) {
        String option = "-cmax_connections=";
        return manifests.of("StatefulSet")
                .flatMap(database -> database.at("/spec/template/spec/containers/0/args").valueStream())
                .map(JsonNode::asString)
                .filter(argument -> argument.startsWith(option))
                .mapToInt(argument -> Integer.parseInt(argument.substring(option.length())))
                .findFirst()
                .orElseThrow();
    }

    private static Manifest autoscaler(Manifests manifests) {
        assertThat(manifests.of("HorizontalPodAutoscaler")).hasSize(1);
        return manifests.of("HorizontalPodAutoscaler").findFirst().orElseThrow();
    }

    private static Manifest scaledObject() {
        return LOCAL.with("backlog-scaling-keda").of("ScaledObject").findFirst().orElseThrow();
    }

    private static JsonNode rest(Manifest autoscaler) {
        return ((ObjectNode) autoscaler.at("/spec").deepCopy()).without("metrics");
    }

    private static JsonNode read(String file) throws IOException {
        return Documents.read(Files.readString(COMPONENTS.resolve(file))).getFirst();
    }
}

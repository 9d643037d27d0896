package com.example.contract.manifest;

import com.example.contract.support.Application;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An object that makes pods.
 *
 * @param manifest the object
 * @param template the template of its pods
 */
record Workload(Manifest manifest, Place template) {

    static Optional<Workload> of(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "Job" ->
                Optional.of(new Workload(manifest, manifest.in("/spec/template")));
            case "CronJob" -> Optional.of(new Workload(manifest, manifest.in("/spec/jobTemplate/spec/template")));
            case "Pod" -> Optional.of(new Workload(manifest, manifest.root()));
            default -> Optional.empty();
        };
    }

    boolean is(String kind) {
        return this.manifest.kind().equals(kind);
    }

    /** Whether it goes on until it is stopped. */
    boolean isLasting() {
        return is("Deployment") || is("StatefulSet") || is("DaemonSet");
    }

    boolean isService() {
        return is("Deployment") && labels().path("app.kubernetes.io/name").asString("").equals(Application.NAME);
    }

    JsonNode labels() {
        return this.template.at("/metadata/labels");
    }

    Place pod() {
        return this.template.in("/spec");
    }

    Stream<Container> containers() {
        return Stream.concat(pod().each("/initContainers"), pod().each("/containers"))
                .map(place -> new Container(this, place));
    }

    /** The containers that the pod is for. */
    Stream<Container> mainContainers() {
        return pod().each("/containers").map(place -> new Container(this, place));
    }

    /** Whether a container declares this port, by its name or number. */
    boolean declares(JsonNode port) {
        return containers().anyMatch(container -> container.declares(port));
    }
}

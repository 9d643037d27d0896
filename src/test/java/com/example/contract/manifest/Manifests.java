package com.example.contract.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that an overlay renders to.
 *
 * @param overlay its name
 * @param all the objects
 */
record Manifests(String overlay, List<Manifest> all) {

    /** One's own cluster, where an image may be in no registry and nothing is in front of the service. */
    boolean isLocal() {
        return this.overlay.startsWith("overlays/local") || this.overlay.startsWith("labs/");
    }

    Stream<Manifest> of(String kind) {
        return this.all.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    /** The object that a name in another object means: one of its namespace. */
    Optional<Manifest> find(String kind, String name, Manifest besides) {
        return of(kind)
                .filter(manifest -> manifest.name().equals(name) && manifest.namespace().equals(besides.namespace()))
                .findFirst();
    }

    Stream<Workload> workloads() {
        return this.all.stream().map(Workload::of).flatMap(Optional::stream);
    }

    /** What a selector of this object selects. */
    Stream<Workload> selected(Place selector) {
        return workloads().filter(workload -> workload.manifest().namespace().equals(selector.manifest().namespace()))
                .filter(workload -> Selector.matches(selector.json(), workload.labels()));
    }

    /** The Deployments of the service itself, not of its database and agents. */
    Stream<Workload> services() {
        return workloads().filter(Workload::isService);
    }

    /** The findings of all workloads. */
    Stream<Finding> eachWorkload(Function<Workload, Stream<Finding>> check) {
        return workloads().flatMap(check);
    }

    /** The findings of all containers, init containers and sidecars among them. */
    Stream<Finding> eachContainer(Function<Container, Stream<Finding>> check) {
        return workloads().flatMap(Workload::containers).flatMap(check);
    }

    /** The findings of the container that is the service. */
    Stream<Finding> eachService(Function<Container, Stream<Finding>> check) {
        return services().flatMap(Workload::mainContainers).flatMap(check);
    }
}

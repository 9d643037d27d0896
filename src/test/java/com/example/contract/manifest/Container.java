package com.example.contract.manifest;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A container of a pod.
 *
 * @param workload what makes the pod
 * @param place where in it
 */
record Container(Workload workload, Place place) {

    JsonNode at(String pointer) {
        return this.place.at(pointer);
    }

    /** Whether it goes on until it is stopped: not a step before the start, nor a job. */
    boolean isLasting() {
        return isMain() ? this.workload.isLasting() : this.place.text("/restartPolicy").equals("Always");
    }

    boolean isMain() {
        return this.place.path().startsWith(this.workload.pod().path() + "/containers/");
    }

    boolean declares(JsonNode port) {
        return this.place.each("/ports")
                .anyMatch(declared -> port.equals(declared.at("/name")) || port.equals(declared.at("/containerPort")));
    }

    /** Where a setting of security stands that holds for this container: its own, or that of the pod. */
    Place security(String field) {
        String pointer = "/securityContext/" + field;
        return (this.place.has(pointer) ? this.place : this.workload.pod()).in(pointer);
    }

    /** Its probes and hooks that there are. */
    Stream<Place> handlers() {
        return Stream
                .of("/startupProbe", "/livenessProbe", "/readinessProbe", "/lifecycle/postStart", "/lifecycle/preStop")
                .filter(this.place::has)
                .map(this.place::in);
    }

    /** The volume that is mounted at this path; a missing place where there is none. */
    Place volumeAt(String mountPath) {
        String name = this.place.each("/volumeMounts")
                .filter(mount -> mount.text("/mountPath").equals(mountPath))
                .map(mount -> mount.text("/name"))
                .findFirst()
                .orElse("");
        return this.workload.pod()
                .each("/volumes")
                .filter(volume -> volume.text("/name").equals(name))
                .findFirst()
                .orElse(this.place.in("/volumeMounts/-"));
    }

    Stream<Finding> unless(boolean kept, String pointer, String fix) {
        return this.place.unless(kept, pointer, fix);
    }
}

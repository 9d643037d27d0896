package com.example.contract.cluster;

import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A pod that runs a program of the tests, with the libraries of the service's image. */
final class JavaPod {

    /** What the tests are compiled to. */
    static final Path TEST_CLASSES = Path.of("target", "test-classes");

    private JavaPod() {}

    /**
     * Starts one in the namespace of the tests.
     *
     * @param classes a folder, which is not needed afterwards
     */
    static Pod start(String name, Path classes, Class<?> program, String... arguments) {
        ObjectNode manifest = new JsonMapper().createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        manifest.putObject("metadata").put("name", name + "-" + System.nanoTime());
        ObjectNode spec = manifest.putObject("spec").put("restartPolicy", "Never");
        spec.putArray("volumes");
        ObjectNode container = spec.putArray("containers")
                .addObject()
                .put("name", name)
                .put("image", Cluster.get().podTemplate().at("/spec/containers/0/image").asString());
        container.putArray("volumeMounts");
        Stream.concat(Stream.of("java", "-XX:TieredStopAtLevel=1", "-cp", classes + ":/app/libs/*", program.getName()),
                Stream.of(arguments)).forEach(container.putArray("command")::add);
        new Mounts(spec, container).add(classes);
        return Pod.create(Cluster.get().kubectl(), manifest);
    }
}

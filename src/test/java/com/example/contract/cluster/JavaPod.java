package com.example.contract.cluster;

import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A pod that runs a program of the tests, with the libraries of the service's image. */
final class JavaPod {

    /** What the tests are compiled to. */
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");

    private JavaPod() {}

    /**
     * Starts one in the namespace of the tests.
     *
     * @param needed what it takes of {@code target/test-classes}: files, and folders, without the folders in these
     */
    static Pod start(String name, List<Path> needed, Class<?> program, String... arguments) {
        Path classes = TemporaryFolder.create("contract-classes");
        try {
            for (Path each : needed) {
                copy(each, classes);
            }
            return Pod.create(Cluster.get().kubectl(), manifest(name, classes, program, arguments));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            TemporaryFolder.delete(classes);
        }
    }

    static Path file(Class<?> type) {
        return Path.of(type.getName().replace('.', '/') + ".class");
    }

    private static void copy(Path needed, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(TEST_CLASSES.resolve(needed), 1)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(TEST_CLASSES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static ObjectNode manifest(String name, Path classes, Class<?> program, String... arguments) {
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
        return manifest;
    }
}

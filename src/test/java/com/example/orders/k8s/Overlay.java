package com.example.orders.k8s;

import com.example.orders.support.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder of {@code k8s} that {@code kubectl kustomize} renders, once for all tests.
 *
 * @param name where it is below {@code k8s}, such as {@code overlays/local}
 */
record Overlay(String name) {

    private static final Path ROOT = Path.of("k8s");
    private static final Map<Overlay, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final boolean KUBECTL = succeeds("kubectl", "version", "--client");

    /** All of a group, {@code overlays} or {@code labs}. */
    static List<Overlay> all(String group) {
        Path folder = ROOT.resolve(group);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(path -> Files.exists(path.resolve("kustomization.yaml")))
                    .map(path -> new Overlay(group + "/" + path.getFileName()))
                    .sorted(Comparator.comparing(Overlay::name))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What it renders to. A test that asks for it is skipped where kubectl is not at hand. */
    Manifests rendered() {
        Assumptions.assumeTrue(KUBECTL, "skipped: no kubectl on the PATH, which renders the overlays");
        return RENDERED.computeIfAbsent(this, Overlay::render);
    }

    private Manifests render() {
        return read(this.name, output("kubectl", "kustomize", ROOT.resolve(this.name).toString()));
    }

    /** Reads what has been rendered. */
    static Manifests read(String name, String yaml) {
        return new Manifests(name, Documents.read(yaml).stream().map(json -> new Manifest(name, json)).toList());
    }

    private static String output(String... command) {
        try {
            Path complaints = Files.createTempFile("kubectl", ".err");
            try {
                Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(complaints));
                }
                return output;
            } finally {
                Files.delete(complaints);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            output(command);
            return true;
        } catch (UncheckedIOException ex) {
            return false;
        }
    }

    @Override
    public String toString() {
        return this.name;
    }
}

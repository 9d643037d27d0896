package com.example.contract.manifest;

import com.example.contract.support.Command;
import com.example.contract.support.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final boolean KUBECTL = Command.succeeds("kubectl", "version", "--client");
    private static final String NO_KUBECTL = "skipped: no kubectl on the PATH, which renders the overlays";

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
        Assumptions.assumeTrue(KUBECTL, NO_KUBECTL);
        return RENDERED.computeIfAbsent(this, overlay -> overlay.render(ROOT.resolve(overlay.name)));
    }

    /** What it renders to with one more component, as a layer above it adds it. */
    Manifests with(String component) {
        Assumptions.assumeTrue(KUBECTL, NO_KUBECTL);
        Path layer = Path.of("target", "kustomize", component);
        try {
            Files.createDirectories(layer);
            Files.writeString(layer.resolve("kustomization.yaml"), """
                    resources:
                      - %s
                    components:
                      - %s
                    """.formatted(layer.relativize(ROOT.resolve(this.name)),
                    layer.relativize(ROOT.resolve("components").resolve(component))));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return render(layer);
    }

    private Manifests render(Path folder) {
        return read(this.name, Command.run("kubectl", "kustomize", folder.toString()).orElseThrow());
    }

    /** Reads what has been rendered. */
    static Manifests read(String name, String yaml) {
        return new Manifests(name, Documents.read(yaml).stream().map(json -> new Manifest(name, json)).toList());
    }

    @Override
    public String toString() {
        return this.name;
    }
}

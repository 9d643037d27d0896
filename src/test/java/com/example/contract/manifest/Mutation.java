package com.example.contract.manifest;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A change in one place of what an overlay renders to. */
final class Mutation {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Mutation() {}

    /**
     * @param object such as {@code Deployment/billing}; a ConfigMap's name without its hash
     * @param pointer the place; empty for the object as a whole
     * @param value its new value, as YAML; {@code null} to remove it
     */
    static Manifests apply(Manifests manifests, String object, String pointer, @Nullable String value) {
        List<Manifest> others = manifests.all().stream().filter(manifest -> !isNamed(manifest, object)).toList();
        if (others.size() == manifests.all().size()) {
            throw new IllegalArgumentException("no " + object + " in " + manifests.overlay());
        }
        Stream<Manifest> changed = pointer.isEmpty()
                ? Stream.empty()
                : manifests.all()
                        .stream()
                        .filter(manifest -> isNamed(manifest, object))
                        .map(manifest -> changed(manifest, JsonPointer.compile(pointer), value));
        return new Manifests(manifests.overlay(), Stream.concat(others.stream(), changed).toList());
    }

    /** Whether there is such an object. */
    static boolean has(Manifests manifests, String object) {
        return manifests.all().stream().anyMatch(manifest -> isNamed(manifest, object));
    }

    private static boolean isNamed(Manifest manifest, String object) {
        return manifest.toString().replaceFirst("^(ConfigMap/.*)-[a-z0-9]{10}$", "$1").equals(object);
    }

    private static Manifest changed(Manifest manifest, JsonPointer pointer, @Nullable String value) {
        JsonNode json = manifest.json().deepCopy();
        JsonNode parent = json.at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        switch (parent) {
            case ObjectNode fields when value == null -> {
                if (fields.remove(last) == null) {
                    throw new IllegalArgumentException("no " + pointer + " in " + manifest);
                }
            }
            case ObjectNode fields -> fields.set(last, YAML.readTree(value));
            case ArrayNode elements when value == null -> elements.remove(Integer.parseInt(last));
            case ArrayNode elements -> elements.set(Integer.parseInt(last), YAML.readTree(value));
            default -> throw new IllegalArgumentException("no " + pointer + " in " + manifest);
        }
        return new Manifest(manifest.overlay(), json);
    }
}

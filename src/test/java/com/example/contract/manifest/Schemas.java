package com.example.contract.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kubernetes' own schemas, in which no field may occur that they do not list: see {@code kubernetes/make-schemas}. */
final class Schemas {

    private static final String FILE = "kubernetes/schemas.json";
    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode KINDS = read().path("kinds");

    private Schemas() {}

    static Stream<Finding> validate(Manifest manifest) {
        JsonNode name = KINDS.path(manifest.apiVersion() + " " + manifest.kind());
        if (name.isMissingNode()) {
            return manifest.root()
                    .unless(false, "/kind",
                            "no schema of it is known; src/test/resources/kubernetes/make-schemas adds it");
        }
        SchemaLocation location = SchemaLocation.of("classpath:" + FILE + "#/$defs/" + name.asString());
        return REGISTRY.getSchema(location).validate(manifest.json()).stream().map(error -> finding(manifest, error));
    }

    private static Finding finding(Manifest manifest, Error error) {
        return new Finding(manifest.in(error.getInstanceLocation().toString()), error.getMessage());
    }

    private static JsonNode read() {
        try (InputStream file = Schemas.class.getClassLoader().getResourceAsStream(FILE)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

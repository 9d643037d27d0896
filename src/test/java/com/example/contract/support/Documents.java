package com.example.contract.support;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads YAML, such as manifests. */
public final class Documents {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Documents() {}

    /** Every document of a text. */
    public static List<JsonNode> read(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }
}

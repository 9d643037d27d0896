package com.example.contract.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationTableTests {

    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");
    /** So that a service with another name, and so another prefix, has the same order. */
    private static final Comparator<String> CHASSIS_FIRST = Comparator
            .comparing((String name) -> !name.startsWith("chassis."))
            .thenComparing(Comparator.naturalOrder());

    @Test
    void everyPropertyIsListed() throws Exception {
        new Document(Path.of("docs", "configuration.md")).assertPartIs("configuration", table());
    }

    private static String table() throws Exception {
        TreeMap<String, String> rows = new TreeMap<>(CHASSIS_FIRST);
        for (JsonNode property : JsonMapper.shared().readTree(Files.readString(METADATA)).path("properties")) {
            String name = property.path("name").asString();
            if (name.startsWith("management.") || property.has("deprecation")) {
                continue;
            }
            rows.put(name, "| `%s` | `%s` | %s | %s |%n".formatted(name, variable(name),
                    property.path("defaultValue").asString(), description(property)));
        }
        return "| property | environment variable | default | what it is |\n| --- | --- | --- | --- |\n"
                + String.join("", rows.values());
    }

    private static String description(JsonNode property) {
        return property.path("description").asString().replaceAll("\\{@code ([^}]+)}", "`$1`");
    }

    /** The variable's name, by Spring Boot's rule: dots become underscores, dashes are left out. */
    private static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}

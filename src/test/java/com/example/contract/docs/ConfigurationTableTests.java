package com.example.contract.docs;

import com.example.contract.support.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationTableTests {

    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

    /** Two pages: a fork's own properties are on one that no update changes. */
    @Test
    void everyPropertyIsListed() throws Exception {
        new Document(Path.of("docs", "configuration.md")).assertPartIs("configuration", table("chassis"));
        new Document(Path.of("docs", "api.md")).assertPartIs("configuration", table(Application.NAME));
    }

    private static String table(String prefix) throws Exception {
        TreeMap<String, String> rows = new TreeMap<>();
        for (JsonNode property : JsonMapper.shared().readTree(Files.readString(METADATA)).path("properties")) {
            String name = property.path("name").asString();
            if (!name.startsWith(prefix + ".") || property.has("deprecation")) {
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

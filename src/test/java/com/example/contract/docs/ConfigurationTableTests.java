package com.example.contract.docs;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.contract.support.Application;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationTableTests {

    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

    private static final Set<String> LIVE = liveTypes();

    /** Two pages: a fork's own properties are on one that no update changes. */
    @Test
    void everyPropertyIsListed() throws Exception {
        new Document(Path.of("docs", "configuration.md")).assertPartIs("configuration", table("chassis"));
        new Document(Path.of("docs", "api.md")).assertPartIs("configuration", table(Application.NAME));
    }

    /** A fork without the sample does not have the page. */
    @Test
    void whatChangesWhileItRunsIsListed() throws Exception {
        Path page = Path.of("docs", "requirements", "5-one-image.md");
        assumeThat(page).exists();
        new Document(page).assertPartIs("live",
                Stream.of("chassis", Application.NAME)
                        .flatMap(ConfigurationTableTests::properties)
                        .filter(property -> LIVE.contains(property.path("sourceType").asString()))
                        .map(property -> "- `%s`%n".formatted(property.path("name").asString()))
                        .collect(Collectors.joining()));
    }

    private static Stream<JsonNode> properties(String prefix) {
        try {
            return JsonMapper.shared()
                    .readTree(Files.readString(METADATA))
                    .path("properties")
                    .valueStream()
                    .filter(property -> property.path("name").asString().startsWith(prefix + ".")
                            && !property.has("deprecation"))
                    .sorted(Comparator.comparing(property -> property.path("name").asString()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String table(String prefix) {
        return properties(prefix).map(ConfigurationTableTests::row).collect(Collectors.joining("", """
                | property | environment variable | default | change | what it is |
                | --- | --- | --- | --- | --- |
                """, ""));
    }

    private static String row(JsonNode property) {
        String name = property.path("name").asString();
        return "| `%s` | `%s` | %s | %s | %s |%n".formatted(name, variable(name),
                property.path("defaultValue").asString(),
                LIVE.contains(property.path("sourceType").asString()) ? "live" : "restart", description(property));
    }

    /** The records of properties that may change while the service runs, by what the beans of {@code Live} are made for. */
    private static Set<String> liveTypes() {
        return new ClassFileImporter().importPath(Path.of("target", "classes"))
                .stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getRawReturnType().getSimpleName().equals("Live"))
                .map(JavaMethod::getReturnType)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }

    private static String description(JsonNode property) {
        return property.path("description").asString().replaceAll("\\{@code ([^}]+)}", "`$1`");
    }

    /** The variable's name, by Spring Boot's rule: dots become underscores, dashes are left out. */
    private static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}

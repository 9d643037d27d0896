package com.example.chassis.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties under some prefixes, and those that have been renamed to one of them: read from the metadata that Spring
 * Boot's annotation processor writes into every module.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/configuration-metadata/format.html">Metadata format</a>
 */
final class KnownProperties {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /**
     * A property.
     *
     * @param hasElements whether it is a list or a map, whose elements have their own names
     * @param fix what to do instead of using it, if it was renamed or removed
     */
    record Property(String name, String defaultValue, boolean hasElements, @Nullable String fix) {}

    private final Map<String, Property> bySpelling = new HashMap<>();

    private KnownProperties() {}

    /** Reads them from every module that has a property under one of the prefixes. */
    static KnownProperties under(String... prefixes) {
        KnownProperties known = new KnownProperties();
        try {
            for (URL url : Collections.list(KnownProperties.class.getClassLoader().getResources(METADATA))) {
                String metadata = read(url);
                if (Arrays.stream(prefixes).anyMatch(prefix -> metadata.contains('"' + prefix + '.'))) {
                    known.add(JsonMapper.shared().readTree(metadata).path("properties"), prefixes);
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return known;
    }

    private static String read(URL url) throws IOException {
        try (InputStream stream = url.openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void add(JsonNode all, String... prefixes) {
        for (JsonNode node : all) {
            String name = node.path("name").asString();
            String fix = fix(node.path("deprecation"));
            if (fix != null || Arrays.stream(prefixes).anyMatch(prefix -> name.startsWith(prefix + '.'))) {
                Property property = new Property(name, node.path("defaultValue").asString(""),
                        node.path("type").asString("").matches(".*(<|\\[\\]).*"), fix);
                this.bySpelling.put(uniform(name), property);
                this.bySpelling.put(name.replace('.', '_').replace("-", ""), property);
                this.bySpelling.put(name.replace('.', '_').replace('-', '_'), property);
            }
        }
    }

    private static @Nullable String fix(JsonNode deprecation) {
        if (!deprecation.path("level").asString("").equals("error")) {
            return null;
        }
        return deprecation.has("replacement")
                ? "Use " + deprecation.path("replacement").asString() + " instead."
                : "Remove it: " + deprecation.path("reason").asString("it has no effect") + ".";
    }

    /** As Spring Boot compares names in files and arguments: without dashes, underscores and capitals. */
    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** By its name in a file or an argument. */
    Optional<Property> named(String name) {
        return find(uniform(name), ".[");
    }

    /** By its name as an environment variable: dots are underscores; dashes are left out, or underscores too. */
    Optional<Property> variable(String name) {
        return find(name.toLowerCase(Locale.ROOT), "_");
    }

    /** The property of this name, or the list or map of which it is an element. */
    private Optional<Property> find(String name, String separators) {
        Property property = this.bySpelling.get(name);
        for (int end = name.length() - 1; property == null && end > 0; end--) {
            if (separators.indexOf(name.charAt(end)) >= 0) {
                Property parent = this.bySpelling.get(name.substring(0, end));
                property = (parent != null && parent.hasElements()) ? parent : null;
            }
        }
        return Optional.ofNullable(property);
    }

    /** All names under a prefix that are in use, for an error message. */
    String names(String prefix) {
        return this.bySpelling.values()
                .stream()
                .filter(property -> property.fix() == null && property.name().startsWith(prefix + '.'))
                .map(Property::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}

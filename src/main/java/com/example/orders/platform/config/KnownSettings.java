package com.example.orders.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that this service defines, read from the metadata that Spring Boot's annotation processor wrote beside
 * the classes.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/configuration-metadata/format.html">Metadata format</a>
 */
final class KnownSettings {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String OWN_PACKAGES = KnownSettings.class.getPackageName().replace("platform.config", "");

    private final Map<String, JsonNode> settings = new TreeMap<>();

    private KnownSettings(JsonNode metadata) {
        for (JsonNode property : metadata.path("properties")) {
            String name = property.path("name").asString();
            if (!name.startsWith("management.")) { // of our endpoints, under a prefix that is Spring Boot's
                this.settings.put(name, property);
            }
        }
    }

    static KnownSettings load() {
        try {
            for (URL url : Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA))) {
                try (InputStream stream = url.openStream()) {
                    JsonNode metadata = JsonMapper.shared().readTree(stream);
                    if (isOwn(metadata)) {
                        return new KnownSettings(metadata);
                    }
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        throw new IllegalStateException(METADATA + " was not generated: build with the configuration processor");
    }

    private static boolean isOwn(JsonNode metadata) {
        return metadata.path("groups").path(0).path("sourceType").asString("").startsWith(OWN_PACKAGES);
    }

    /** The first words of all names, such as {@code fulfilment}: everything under them is ours. */
    Set<String> prefixes() {
        return this.settings.keySet()
                .stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a name in a file or an argument, in one of the relaxed spellings, is one of ours. */
    boolean contains(String name) {
        ConfigurationPropertyName asked = ConfigurationPropertyName.adapt(name, '.');
        return this.settings.keySet().stream().map(ConfigurationPropertyName::of).anyMatch(asked::equals);
    }

    /** Whether an environment variable is one of ours: dots become underscores, dashes go, or become underscores too. */
    boolean containsVariable(String name) {
        return this.settings.keySet()
                .stream()
                .map(known -> known.replace('.', '_'))
                .anyMatch(known -> name.equalsIgnoreCase(known.replace("-", ""))
                        || name.equalsIgnoreCase(known.replace('-', '_')));
    }

    /** All names, for an error message. */
    String names() {
        return String.join(", ", this.settings.keySet());
    }

    Optional<String> defaultOf(String name) {
        return Optional.ofNullable(this.settings.get(name))
                .map(property -> property.path("defaultValue").asString(""))
                .filter(value -> !value.isEmpty());
    }
}

package com.example.contract.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that the application has in a container: its environment, then application.yaml, then the chassis's defaults. */
record Settings(Binder binder) {

    private static final List<PropertySource<?>> APPLICATION = application();

    static Settings of(Manifests manifests, Container container) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                environment(manifests, container)));
        APPLICATION.forEach(sources::addLast);
        return new Settings(new Binder(ConfigurationPropertySources.from(sources),
                new PropertySourcesPlaceholdersResolver(sources)));
    }

    Duration duration(String name) {
        return this.binder.bind(name, Duration.class).get();
    }

    int number(String name) {
        return this.binder.bind(name, Integer.class).get();
    }

    List<String> list(String name) {
        return this.binder.bind(name, Bindable.listOf(String.class)).orElse(List.of());
    }

    private static Map<String, Object> environment(Manifests manifests, Container container) {
        Map<String, Object> environment = new HashMap<>();
        container.place()
                .each("/envFrom")
                .flatMap(source -> manifests
                        .find("ConfigMap", source.text("/configMapRef/name"), container.workload().manifest())
                        .stream())
                .flatMap(configMap -> configMap.at("/data").propertyStream())
                .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asString("")));
        container.place()
                .each("/env")
                .filter(variable -> variable.has("/value"))
                .forEach(variable -> environment.put(variable.text("/name"), variable.text("/value")));
        return environment;
    }

    private static List<PropertySource<?>> application() {
        try {
            List<PropertySource<?>> sources = new ArrayList<>(
                    new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml")));
            sources.addAll(new YamlPropertySourceLoader().load("chassis defaults",
                    new ClassPathResource("com/example/chassis/defaults.yaml")));
            sources.add(new MapPropertySource("defaults", defaults()));
            return sources;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The defaults in code, from the metadata that the annotation processor has written. */
    private static Map<String, Object> defaults() throws IOException {
        JsonNode metadata = JsonMapper.shared()
                .readTree(Files
                        .readString(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json")));
        Map<String, Object> defaults = new HashMap<>();
        for (JsonNode property : metadata.path("properties")) {
            if (property.has("defaultValue")) {
                defaults.put(property.path("name").asString(), property.path("defaultValue").asString());
            }
        }
        return defaults;
    }
}

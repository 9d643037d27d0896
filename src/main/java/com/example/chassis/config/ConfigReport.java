package com.example.chassis.config;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Tells what of the mounted files is in force, and what is not.
 *
 * @param started the environment of the start, from which comes what is not live
 * @param live what changes
 * @param features what changes by itself
 * @param files where all of it is mounted
 * @param clock for the time of a report
 */
record ConfigReport(ConfigurableEnvironment started, List<Live<?>> live, List<LiveFeature> features, MountedFiles files,
        Clock clock) {

    /** No property: whoever uses such a file reads it itself. */
    private static final Pattern CERTIFICATE = Pattern.compile(".*\\.(pem|crt|key)");

    /** Once what is live comes from this environment, and all else from the start. */
    ConfigState of(int generation, ConfigurableEnvironment environment) {
        Map<String, String> set = MountedFiles.properties(environment);
        Map<String, String> properties = inForce(set.keySet(), environment);
        return new ConfigState(generation, this.clock.instant(),
                this.files.sources().stream().map(Path::toString).toList(), shown(properties),
                Integer.toUnsignedLong(properties.hashCode()), restartNeeded(set.keySet(), environment),
                shadowed(set, environment), null);
    }

    private Map<String, String> inForce(Set<String> names, ConfigurableEnvironment environment) {
        Map<String, String> properties = new TreeMap<>();
        names.forEach(name -> {
            String value = value(name, isLive(name) ? environment : this.started);
            if (value != null) {
                properties.put(name, String.valueOf(InvalidProperty.masked(name, value)));
            }
        });
        return properties;
    }

    /** What is not live may be anything that was mounted: of that, only the names. */
    private Map<String, String> shown(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll((name, value) -> isLive(name) ? value : InvalidProperty.MASK);
        return shown;
    }

    private List<String> restartNeeded(Set<String> names, ConfigurableEnvironment environment) {
        Set<String> all = new TreeSet<>(MountedFiles.properties(this.started).keySet());
        all.addAll(names);
        return all.stream()
                .filter(name -> !isLive(name) && !CERTIFICATE.matcher(name).matches()
                        && !Objects.equals(value(name, environment), value(name, this.started)))
                .toList();
    }

    private static List<String> shadowed(Map<String, String> set, ConfigurableEnvironment environment) {
        return set.keySet()
                .stream()
                .filter(name -> !Objects.equals(value(name, environment), set.get(name)))
                .map(name -> name + " (" + PropertyOrigin.of(name, environment) + ")")
                .toList();
    }

    /** As it is written. If a placeholder in it has no value, a message about that would show all of it, a password too. */
    private static @Nullable String value(String name, ConfigurableEnvironment environment) {
        return environment.getPropertySources()
                .stream()
                .map(source -> source.getProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> value.toString().strip())
                .orElse(null);
    }

    private boolean isLive(String name) {
        return name.startsWith(LogLevels.PREFIX + ".")
                || this.live.stream().anyMatch(each -> name.startsWith(each.prefix() + "."))
                || (isInTree(name) && this.features.stream().anyMatch(each -> each.properties().contains(name)));
    }

    private boolean isInTree(String name) {
        return this.started.getPropertySources()
                .stream()
                .anyMatch(source -> source instanceof ConfigTreePropertySource && source.containsProperty(name));
    }
}

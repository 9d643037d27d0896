package com.example.chassis.config;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.core.env.ConfigurableEnvironment;

/** The log levels that a configuration sets, by logger or group. */
final class LogLevels {

    static final String PREFIX = "logging.level";

    private LogLevels() {}

    /** What to set for the second in place of the first; null takes a level away that is no longer set. */
    static Map<String, @Nullable LogLevel> changes(ConfigurableEnvironment from, ConfigurableEnvironment to) {
        Map<String, LogLevel> before = of(from);
        Map<String, @Nullable LogLevel> changes = new TreeMap<>();
        before.keySet().forEach(name -> changes.put(name, null));
        changes.putAll(of(to));
        changes.replace("root", null, LogLevel.INFO); // which always has a level
        changes.entrySet().removeIf(level -> Objects.equals(before.get(level.getKey()), level.getValue()));
        return changes;
    }

    private static Map<String, LogLevel> of(ConfigurableEnvironment environment) {
        return Binder.get(environment).bind(PREFIX, Bindable.mapOf(String.class, LogLevel.class)).orElse(Map.of());
    }
}

package com.example.chassis.database;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Switches JDBC and Flyway off in a service that names no database: their jars are on every class path. */
final class NoDatabaseFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> PACKAGES = List.of("org.springframework.boot.jdbc.",
            "org.springframework.boot.flyway.");

    private boolean hasDatabase;

    @Override
    public void setEnvironment(Environment environment) {
        this.hasDatabase = DatabaseUrlCheck.hasDatabase(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        IntStream.range(0, classes.length).forEach(i -> matches[i] = this.hasDatabase || !isForDatabases(classes[i]));
        return matches;
    }

    private static boolean isForDatabases(@Nullable String name) {
        return name != null && PACKAGES.stream().anyMatch(name::startsWith);
    }
}

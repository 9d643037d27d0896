package com.example.chassis.config;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Switches auto-configurations off in a service that does not use them: their jars are on every class path. */
public abstract class UnusedAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

    private final Predicate<Environment> condition;
    private final String[] packages;
    private boolean used;

    /**
     * Takes the packages whose auto-configurations are switched off.
     *
     * @param condition whether a service uses them, by its properties
     */
    protected UnusedAutoConfigurations(Predicate<Environment> condition, String... packages) {
        this.condition = condition;
        this.packages = packages;
    }

    @Override
    public void setEnvironment(Environment environment) {
        this.used = this.condition.test(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            matches[i] = this.used || name == null || Stream.of(this.packages).noneMatch(name::startsWith);
        }
        return matches;
    }
}

package com.example.chassis.database;

import com.example.chassis.config.InvalidPropertyException;
import org.postgresql.Driver;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Stops the start at a database address that no driver understands, before a pool tries for long; and at none, in a
 * service that requires a database.
 */
final class DatabaseUrlCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PROPERTY = "spring.datasource.url";

    /** Whether the service has a database: it names one, or requires one. */
    static boolean hasDatabase(Environment environment) {
        return environment.containsProperty(PROPERTY)
                || Binder.get(environment).bind("chassis.database.required", Boolean.class).orElse(false);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String url = environment.getProperty(PROPERTY);
        if (hasDatabase(environment) && (url == null || Driver.parseURL(url, null) == null)) {
            throw new InvalidPropertyException(PROPERTY, url, environment, "not the address of a PostgreSQL database",
                    "Use the form jdbc:postgresql://host:5432/database.");
        }
    }
}

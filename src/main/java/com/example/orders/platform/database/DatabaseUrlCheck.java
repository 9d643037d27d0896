package com.example.orders.platform.database;

import com.example.orders.platform.config.InvalidSettingException;
import com.example.orders.platform.config.Origins;
import org.postgresql.Driver;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Stops the start at a database address that no driver understands, before a pool tries for long. */
final class DatabaseUrlCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PROPERTY = "spring.datasource.url";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String url = environment.getProperty(PROPERTY, "");
        if (Driver.parseURL(url, null) == null) {
            throw new InvalidSettingException(PROPERTY, url, Origins.of(PROPERTY, environment),
                    "it is not the address of a PostgreSQL database",
                    "Give it the form jdbc:postgresql://host:5432/database.");
        }
    }
}

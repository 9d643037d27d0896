package com.example.chassis.config;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

/** Reads the configuration once more. */
final class FreshEnvironment {

    private FreshEnvironment() {}

    /** All properties as a start would find them now. */
    static ConfigurableEnvironment of(ConfigurableEnvironment started) {
        StandardEnvironment fresh = new StandardEnvironment();
        fresh.getPropertySources().forEach(source -> fresh.getPropertySources().remove(source.getName()));
        List<PropertySource<?>> defaults = new ArrayList<>();
        for (PropertySource<?> source : started.getPropertySources()) {
            if (source.getName().startsWith(ChassisDefaults.NAME)) {
                defaults.add(source);
            } else if (!source.getName().startsWith("Config") && !source.getName().equals("configurationProperties")) {
                fresh.getPropertySources().addLast(source);
            }
        }
        ConfigDataEnvironmentPostProcessor.applyTo(fresh, new DefaultResourceLoader(), new DefaultBootstrapContext(),
                started.getActiveProfiles());
        defaults.forEach(fresh.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(fresh); // a variable's name is another spelling
        return fresh;
    }
}

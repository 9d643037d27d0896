package com.example.chassis.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Says in words where a property's value comes from. */
final class PropertyOrigin {

    private PropertyOrigin() {}

    /** The origin of the value that is in force, or "not set". */
    static String of(String property, Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        for (var source : ConfigurationPropertySources.get(environment)) {
            var found = source.getConfigurationProperty(name);
            if (found != null) {
                return describe(found.getOrigin(), property);
            }
        }
        return "not set";
    }

    static String of(String name, PropertySource<?> source) {
        Origin origin = OriginLookup.getOrigin(source, name);
        return (origin != null) ? describe(origin, name) : source.getName() + " " + name;
    }

    static String describe(@Nullable Origin origin, String property) {
        return switch (origin) {
            case null -> "command line or system property " + property;
            case PropertySourceOrigin inSource -> describe(inSource.getOrigin(), property);
            case SystemEnvironmentOrigin variable -> "environment variable " + variable.getProperty();
            default -> origin.toString();
        };
    }
}

package com.example.chassis.config;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.core.env.Environment;

/** A property that is read again each time, where its value comes from a file of a configuration tree. */
public final class MountedProperty {

    private MountedProperty() {}

    /**
     * The property as its file has it just now.
     *
     * @param otherwise its value if it comes from anywhere else, which does not change
     * @return throws {@link IllegalStateException} while the file is missing
     */
    public static Supplier<@Nullable String> of(String name, Environment environment, @Nullable String otherwise) {
        ConfigurationPropertyName canonical = ConfigurationPropertyName.of(name);
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source.getConfigurationProperty(canonical) != null) {
                return (source.getUnderlyingSource() instanceof ConfigTreePropertySource tree)
                        ? read(name, tree.getSource())
                        : () -> otherwise;
            }
        }
        return () -> otherwise;
    }

    private static Supplier<@Nullable String> read(String name, Path folder) {
        var tree = new ConfigTreePropertySource(name, folder, Option.ALWAYS_READ, Option.AUTO_TRIM_TRAILING_NEW_LINE);
        return () -> String.valueOf(tree.getProperty(name));
    }
}

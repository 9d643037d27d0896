package com.example.chassis.config;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.core.env.Environment;

/** A property that is read again each time from the file of a configuration tree, where there is one. */
public final class MountedProperty {

    private MountedProperty() {}

    /**
     * The property as its file has it just now. Throws {@link IllegalStateException} while its file is missing, or the folder
     * cannot be read.
     *
     * @param otherwise its value if no file has it, or if something else overrides the file: that does not change
     */
    public static Supplier<@Nullable String> of(String name, Environment environment, @Nullable String otherwise) {
        ConfigurationPropertyName canonical = ConfigurationPropertyName.of(name);
        AtomicBoolean mounted = new AtomicBoolean();
        return () -> {
            for (var source : ConfigurationPropertySources.get(environment)) {
                if (source.getUnderlyingSource() instanceof ConfigTreePropertySource tree) {
                    Object now = new ConfigTreePropertySource(name, tree.getSource(), Option.ALWAYS_READ,
                            Option.AUTO_TRIM_TRAILING_NEW_LINE).getProperty(name);
                    if (now != null) {
                        mounted.set(true);
                        return now.toString();
                    }
                } else if (source.getConfigurationProperty(canonical) != null) {
                    return otherwise;
                }
            }
            if (mounted.get()) {
                throw new IllegalStateException("The file of " + name + " is missing");
            }
            return otherwise;
        };
    }
}

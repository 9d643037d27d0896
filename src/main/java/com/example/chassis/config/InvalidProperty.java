package com.example.chassis.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A property with which the service cannot start.
 *
 * @param property the property's name
 * @param value what it was set to, {@code null} where it is missing; masked where it is a secret
 * @param origin where the value comes from: a file and line, a variable, the command line
 * @param reason what is wrong with it
 * @param fix what to do, as a sentence
 */
public record InvalidProperty(String property, @Nullable String value, String origin, String reason, String fix) {

    /** In place of a secret. */
    static final String MASK = "******";

    private static final Pattern SECRET_NAME = Pattern
            .compile("(?i).*(pass|pwd|secret|token|credential|dockerconfig).*|.*[-_.]?key|.*\\.(p12|pfx|jks)");
    private static final Pattern SECRET_PART = Pattern
            .compile("(?i)(password|secret|token)=[^&\\s]*|(?<=//)\\S*@|(?s:-----BEGIN [^-]*KEY.*)");

    public InvalidProperty {
        value = masked(property, value);
    }

    static @Nullable String masked(String property, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return SECRET_NAME.matcher(property).matches() ? MASK : SECRET_PART.matcher(value).replaceAll(MASK);
    }

    @Override
    public String toString() {
        String setting = (value != null) ? property + "=" + value : property;
        return setting + " (" + origin + "): " + reason + ". " + fix;
    }
}

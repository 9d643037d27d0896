package com.example.chassis.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Stops the start because of invalid properties. */
@SuppressWarnings("serial") // never serialized
public final class InvalidPropertyException extends RuntimeException {

    private final List<InvalidProperty> properties;

    /** One property, whose origin is looked up: a null value is one that is not set. */
    public InvalidPropertyException(String name, @Nullable Object value, Environment environment, String reason,
            String fix) {
        this(name, (value != null) ? value.toString() : null, PropertyOrigin.of(name, environment), reason, fix);
    }

    public InvalidPropertyException(String name, @Nullable String value, String origin, String reason, String fix) {
        this(List.of(new InvalidProperty(name, value, origin, reason, fix)));
    }

    InvalidPropertyException(List<InvalidProperty> properties) {
        super(properties.stream().map(InvalidProperty::toString).collect(Collectors.joining(" ")));
        this.properties = properties;
    }

    List<InvalidProperty> properties() {
        return this.properties;
    }
}

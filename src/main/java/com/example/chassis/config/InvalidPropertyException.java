package com.example.chassis.config;

import org.jspecify.annotations.Nullable;

/** Stops the start because of a property. */
@SuppressWarnings("serial") // never serialized
public final class InvalidPropertyException extends RuntimeException {

    private final InvalidProperty property;

    public InvalidPropertyException(String name, @Nullable String value, String origin, String reason, String fix) {
        this(new InvalidProperty(name, value, origin, reason, fix));
    }

    public InvalidPropertyException(InvalidProperty property) {
        super(property.toString());
        this.property = property;
    }

    public InvalidProperty property() {
        return this.property;
    }
}

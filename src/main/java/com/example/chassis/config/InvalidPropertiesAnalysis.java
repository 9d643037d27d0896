package com.example.chassis.config;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The analysis of a start that failed because of invalid properties. */
final class InvalidPropertiesAnalysis extends FailureAnalysis {

    private final List<InvalidProperty> properties;

    InvalidPropertiesAnalysis(List<InvalidProperty> properties, Throwable failure) {
        super(properties.stream().map(InvalidProperty::toString).collect(Collectors.joining(" ")), null, failure);
        this.properties = properties;
    }

    List<InvalidProperty> properties() {
        return this.properties;
    }
}

package com.example.chassis.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Finds the properties that caused a failed start, so that {@link StartFailureReporter} can name them. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPropertiesAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        List<InvalidProperty> properties = find(failure);
        if (properties.isEmpty()) {
            return null;
        }
        var invalid = new InvalidPropertyException(properties);
        return new FailureAnalysis(String.valueOf(invalid.getMessage()), null, invalid);
    }

    /** The properties that a failure is about; none if it is about something else. */
    static List<InvalidProperty> find(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(InvalidPropertiesAnalyzer::properties)
                .filter(properties -> !properties.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<InvalidProperty> properties(Throwable cause) {
        return switch (cause) {
            case InvalidPropertyException invalid -> invalid.properties();
            case BindValidationException invalid -> invalid.getValidationErrors()
                    .getAllErrors()
                    .stream()
                    .map(error -> notValid(invalid.getValidationErrors().getName().toString(), error))
                    .toList();
            case BindException bind when bind.getProperty() != null && !isValidation(bind) ->
                List.of(notConvertible(bind.getProperty(), bind));
            case MarkedYAMLException yaml -> List.of(notReadable(yaml));
            default -> List.of();
        };
    }

    private static boolean isValidation(BindException bind) {
        return bind.getCause() instanceof BindValidationException;
    }

    private static InvalidProperty notValid(String prefix, ObjectError error) {
        String message = String.valueOf(error.getDefaultMessage());
        Optional<KnownProperties.Property> known = (error instanceof FieldError field)
                ? KnownProperties.under(prefix).named(prefix + "." + dashed(field.getField()))
                : Optional.empty();
        if (known.isEmpty()) {
            return new InvalidProperty(prefix, null, "these properties together", message, "Change one of them.");
        }
        String property = known.get().name();
        Object value = ((FieldError) error).getRejectedValue();
        String fallback = known.get().defaultValue();
        Origin origin = Origin.from(error);
        return new InvalidProperty(property, (value != null) ? value.toString() : null,
                (origin != null) ? PropertyOrigin.describe(origin, property) : "not set", message,
                "Correct it" + (fallback.isEmpty() ? "." : "; the default is " + fallback + "."));
    }

    private static InvalidProperty notConvertible(ConfigurationProperty property, BindException bind) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(bind.getTarget().getType().resolve(Object.class));
        String name = property.getName().toString();
        return new InvalidProperty(name, String.valueOf(property.getValue()),
                PropertyOrigin.describe(property.getOrigin(), name), "not " + expected(type),
                "Use " + expected(type) + ".");
    }

    private static String expected(Class<?> type) {
        return switch (type) {
            case Class<?> it when it == Duration.class -> "a duration, such as 500ms, 10s or 2m";
            case Class<?> it when it == DataSize.class -> "a size, such as 16KB";
            case Class<?> it when it == Boolean.class -> "true or false";
            case Class<?> it when Number.class.isAssignableFrom(it) -> "a whole number in range";
            case Class<?> it when it.isEnum() ->
                "one of " + Arrays.toString(it.getEnumConstants()).toLowerCase(Locale.ROOT);
            default -> "a value that the property's documentation allows";
        };
    }

    private static InvalidProperty notReadable(MarkedYAMLException yaml) {
        String where = (yaml.getProblemMark() != null)
                ? "line " + (yaml.getProblemMark().getLine() + 1) + ", column "
                        + (yaml.getProblemMark().getColumn() + 1)
                : "unknown line";
        return new InvalidProperty("a YAML file", null,
                where + " of a file that spring.config.import or spring.config.location names, or an application.yaml",
                String.valueOf(yaml.getProblem()).replaceAll("\\s+", " "), "Correct the file at this line.");
    }

    private static String dashed(String field) {
        return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}

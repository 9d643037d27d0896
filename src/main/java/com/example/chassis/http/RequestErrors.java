package com.example.chassis.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads from the framework's exceptions which part of a request is invalid, without naming a class. */
final class RequestErrors {

    private RequestErrors() {}

    /** What is wrong with which parts; empty if the exception does not blame the request. */
    static List<RequestError> of(Exception ex) {
        return switch (ex) {
            case MethodArgumentNotValidException body -> body.getAllErrors()
                    .stream()
                    .map(error -> new RequestError("body", (error instanceof FieldError field) ? field.getField() : "",
                            String.valueOf(error.getDefaultMessage())))
                    .toList();
            case HandlerMethodValidationException parameters ->
                parameters.getParameterValidationResults().stream().flatMap(result -> of(result).stream()).toList();
            case HttpMessageNotReadableException unreadable -> List.of(of(unreadable));
            case MethodArgumentTypeMismatchException mismatch ->
                List.of(of(mismatch.getParameter(), "must be " + expected(mismatch.getRequiredType())));
            // A query that Tomcat cannot decode, or with more parameters than it allows.
            case InvalidParameterException _ ->
                List.of(new RequestError("query", "", "must be well-formed, name=value"));
            default -> List.of();
        };
    }

    private static List<RequestError> of(ParameterValidationResult result) {
        return result.getResolvableErrors()
                .stream()
                .map(error -> (error instanceof FieldError field)
                        ? new RequestError("body", field.getField(), String.valueOf(error.getDefaultMessage()))
                        : of(result.getMethodParameter(), String.valueOf(error.getDefaultMessage())))
                .toList();
    }

    /** A parameter has the name in its annotation, or its own. */
    static RequestError of(MethodParameter parameter, String message) {
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        if (path != null) {
            return new RequestError("path", name(path.value(), parameter), message);
        }
        if (header != null) {
            return new RequestError("header", name(header.value(), parameter), message);
        }
        return (query != null)
                ? new RequestError("query", name(query.value(), parameter), message)
                : new RequestError("body", "", message);
    }

    private static String name(String annotated, MethodParameter parameter) {
        return annotated.isEmpty() ? String.valueOf(parameter.getParameterName()) : annotated;
    }

    private static RequestError of(HttpMessageNotReadableException ex) {
        return switch (ex.getCause()) {
            case UnrecognizedPropertyException unknown ->
                new RequestError("body", path(unknown), "is unknown; remove it or correct its name");
            case InvalidFormatException invalid when invalid.getTargetType() == String.class ->
                new RequestError("body", path(invalid), "must be text, without half of a surrogate pair");
            case MismatchedInputException mismatch ->
                new RequestError("body", path(mismatch), "must be " + expected(mismatch.getTargetType()));
            case InputCoercionException coercion ->
                new RequestError("body", path(coercion), "must be " + expected(coercion.getTargetType()));
            case JacksonException malformed ->
                new RequestError("body", path(malformed), "is not well-formed JSON" + place(malformed.getLocation()));
            case null, default -> new RequestError("body", "", "is required, as JSON");
        };
    }

    /** An element of an array has no name. */
    private static String path(JacksonException ex) {
        return ex.getPath()
                .stream()
                .map(Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return (location != null) ? " at line " + location.getLineNr() + ", column " + location.getColumnNr() : "";
    }

    static String expected(@Nullable Class<?> type) {
        return switch (type) {
            case null -> "of another type";
            case Class<?> it when it == String.class -> "a string";
            case Class<?> it when it == UUID.class -> "a UUID";
            case Class<?> it when it.isEnum() -> "one of " + Arrays.toString(it.getEnumConstants());
            case Class<?> it when it == Boolean.class || it == boolean.class -> "true or false";
            case Class<?> it when it.isPrimitive() || Number.class.isAssignableFrom(it) -> "a whole number in range";
            case Class<?> it when Collection.class.isAssignableFrom(it) || it.isArray() -> "a JSON array";
            case Class<?> it when it.getName().startsWith("java.") -> "of another type";
            default -> "a JSON object";
        };
    }
}

package com.example.chassis.http;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads from the framework's exceptions which part of a request is invalid, without naming a class. */
final class RequestErrors {

    private RequestErrors() {}

    static List<RequestError> of(HandlerMethodValidationException ex) {
        return ex.getParameterValidationResults().stream().flatMap(result -> of(result).stream()).toList();
    }

    private static List<RequestError> of(ParameterValidationResult result) {
        MethodParameter parameter = result.getMethodParameter();
        return result.getResolvableErrors()
                .stream()
                .map(error -> new RequestError(place(parameter),
                        (error instanceof FieldError field) ? field.getField() : name(parameter),
                        String.valueOf(error.getDefaultMessage())))
                .toList();
    }

    static RequestError of(MethodArgumentTypeMismatchException ex) {
        return new RequestError(place(ex.getParameter()), name(ex.getParameter()),
                "must be " + expected(ex.getRequiredType()));
    }

    static RequestError of(HttpMessageNotReadableException ex) {
        return switch (ex.getCause()) {
            case UnrecognizedPropertyException unknown ->
                new RequestError("body", path(unknown), "is unknown; remove it or correct its name");
            case MismatchedInputException mismatch ->
                new RequestError("body", path(mismatch), "must be " + expected(mismatch.getTargetType()));
            case InputCoercionException coercion ->
                new RequestError("body", path(coercion), "must be " + expected(coercion.getTargetType()));
            case JacksonIOException _ -> new RequestError("body", "", "could not be read");
            case JacksonException malformed -> new RequestError("body", path(malformed),
                    "is not well-formed JSON at line %d, column %d".formatted(malformed.getLocation().getLineNr(),
                            malformed.getLocation().getColumnNr()));
            case null, default -> new RequestError("body", "", "is required, as JSON");
        };
    }

    private static String path(JacksonException ex) {
        return ex.getPath().stream().map(Reference::getPropertyName).collect(Collectors.joining("."));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
        return number ? "a whole number in range" : "a JSON object";
    }

    private static String place(MethodParameter parameter) {
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return "path";
        }
        if (parameter.hasParameterAnnotation(RequestHeader.class)) {
            return "header";
        }
        return parameter.hasParameterAnnotation(RequestBody.class) ? "body" : "query";
    }

    private static String name(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        if (header != null && !header.value().isEmpty()) {
            return header.value();
        }
        return (query != null && !query.value().isEmpty())
                ? query.value()
                : String.valueOf(parameter.getParameterName());
    }
}

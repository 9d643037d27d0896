package com.example.chassis.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Takes a header or a query parameter only once, where a controller asks for one value, and each only in the form that the
 * API's description has. Spring joins repeated headers, and reads {@code 0x10} as a number and {@code 1-1-1-1-1} as a UUID.
 */
final class StrictParameters implements WebMvcConfigurer, HandlerInterceptor {

    private static final String ONCE = "may be given only once";
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern UUID_IN_FULL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            List<RequestError> errors = Stream
                    .concat(Stream.of(contentType(request)),
                            Arrays.stream(method.getMethodParameters()).map(parameter -> error(request, parameter)))
                    .filter(Objects::nonNull)
                    .toList();
            if (!errors.isEmpty()) {
                throw new ProblemException(errors);
            }
        }
        return true;
    }

    private static @Nullable RequestError contentType(HttpServletRequest request) {
        RequestError once = new RequestError("header", HttpHeaders.CONTENT_TYPE, ONCE);
        return (values(request, once).size() > 1) ? once : null;
    }

    private static @Nullable RequestError error(HttpServletRequest request, MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        RequestError once = RequestErrors.of(parameter, ONCE);
        List<String> values = values(request, once);
        if (values.size() > 1 && !Collection.class.isAssignableFrom(type)) {
            return once;
        }
        return values.stream().allMatch(value -> isWellFormed(value, type))
                ? null
                : RequestErrors.of(parameter, "must be " + RequestErrors.expected(type));
    }

    private static List<String> values(HttpServletRequest request, RequestError part) {
        return switch (part.in()) {
            case "header" -> Collections.list(request.getHeaders(part.field()));
            case "query" ->
                List.of(Objects.requireNonNullElse(request.getParameterValues(part.field()), new String[0]));
            case "path" -> Stream.ofNullable(pathVariables(request).get(part.field())).toList();
            default -> List.of();
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> pathVariables(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return (variables != null) ? (Map<String, String>) variables : Map.of();
    }

    private static boolean isWellFormed(String value, Class<?> type) {
        if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
            return INTEGER.matcher(value).matches();
        }
        if (type == UUID.class) {
            return UUID_IN_FULL.matcher(value).matches();
        }
        return !type.isEnum() || Arrays.stream(type.getEnumConstants()).anyMatch(each -> each.toString().equals(value));
    }
}

package com.example.chassis.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Completes a problem's type, which the code gives by its last part: {@code urn:problem-type:<service>:<type>}. */
@RestControllerAdvice
final class ProblemTypeAdvice implements ResponseBodyAdvice<Object> {

    private final String application;

    ProblemTypeAdvice(@Value("${spring.application.name}") String application) {
        this.application = application;
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter method, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem && problem.getType() != null && !problem.getType().isAbsolute()) {
            problem.setType(URI.create(Problems.type(this.application, problem.getType().toString())));
        }
        return body;
    }
}

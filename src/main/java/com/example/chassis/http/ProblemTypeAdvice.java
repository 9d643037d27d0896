package com.example.chassis.http;

import com.example.chassis.tracing.RequestTrace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Counts problems by their type, which the code gives by its last part, and completes them: the type is
 * {@code urn:problem-type:<service>:<type>}, and {@code traceId} leads to the log lines of the request.
 */
@RestControllerAdvice
final class ProblemTypeAdvice implements ResponseBodyAdvice<Object> {

    private final String application;
    private final Meter.MeterProvider<Counter> answered;

    ProblemTypeAdvice(@Value("${spring.application.name}") String application, MeterRegistry registry) {
        this.application = application;
        this.answered = Counter.builder("http.problems")
                .description("Requests answered with a problem")
                .withRegistry(registry);
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
            String name = problem.getType().toString();
            this.answered.withTag("type", name).increment();
            problem.setType(URI.create(Problems.type(this.application, name)));
            RequestTrace.of(((ServletServerHttpRequest) request).getServletRequest())
                    .ifPresent(trace -> problem.setProperty("traceId", trace.traceId()));
        }
        return body;
    }
}

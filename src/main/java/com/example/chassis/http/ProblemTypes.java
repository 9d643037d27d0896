package com.example.chassis.http;

import com.example.chassis.tracing.RequestTrace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ProblemDetail;

/**
 * Counts problems by their type, which the code gives by its last part, and completes them: the type is
 * {@code urn:problem-type:<service>:<type>}, and {@code traceId} leads to the log lines of the request.
 */
final class ProblemTypes {

    private final String application;
    private final Meter.MeterProvider<Counter> answered;

    ProblemTypes(@Value("${spring.application.name}") String application, MeterRegistry registry) {
        this.application = application;
        this.answered = Counter.builder("http.problems")
                .description("Requests answered with a problem")
                .withRegistry(registry);
    }

    /** Leaves a problem that has the whole of a type as it is. */
    void complete(ProblemDetail problem, HttpServletRequest request) {
        if (problem.getType() == null || problem.getType().isAbsolute()) {
            return;
        }
        String name = problem.getType().toString();
        this.answered.withTag("type", name).increment();
        problem.setType(URI.create(Problems.type(this.application, name)));
        RequestTrace.of(request).ifPresent(trace -> problem.setProperty("traceId", trace.traceId()));
    }
}

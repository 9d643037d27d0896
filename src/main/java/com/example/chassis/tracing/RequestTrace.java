package com.example.chassis.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** The trace of a request, also where its scope is closed: in the access log and in the dispatch of an error. */
public final class RequestTrace {

    private RequestTrace() {}

    /** Nothing if the request was rejected before it was observed. */
    public static Optional<TraceContext> of(HttpServletRequest request) {
        return ServerHttpObservationFilter.findObservationContext(request).flatMap(RequestTrace::of);
    }

    /** That of any observation. */
    static Optional<TraceContext> of(Observation.ContextView observed) {
        TracingContext tracing = observed.get(TracingContext.class);
        return Optional.ofNullable((tracing != null) ? tracing.getSpan() : null).map(Span::context);
    }
}

package com.example.chassis.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the trace into the log lines of a request or a task, to the end of the drain: Spring Boot's own listener, which also
 * does so, ends with the event that the stop begins with.
 */
final class TraceInLogLines implements ObservationHandler<Observation.Context> {

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
        show(context);
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
        ObservationView parent = context.getParentObservation();
        show((parent != null) ? parent.getContextView() : null);
    }

    private static void show(Observation.@Nullable ContextView context) {
        TracingContext tracing = (context != null) ? context.get(TracingContext.class) : null;
        Span span = (tracing != null) ? tracing.getSpan() : null;
        if (span != null) {
            MDC.put("traceId", span.context().traceId());
            MDC.put("spanId", span.context().spanId());
        } else {
            MDC.remove("traceId");
            MDC.remove("spanId");
        }
    }
}

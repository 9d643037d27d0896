package com.example.chassis.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.TraceContext;
import java.util.Optional;
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
        show(RequestTrace.of(context));
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
        ObservationView parent = context.getParentObservation();
        show((parent != null) ? RequestTrace.of(parent.getContextView()) : Optional.empty());
    }

    private static void show(Optional<TraceContext> trace) {
        trace.ifPresentOrElse(current -> {
            MDC.put("traceId", current.traceId());
            MDC.put("spanId", current.spanId());
        }, () -> {
            MDC.remove("traceId");
            MDC.remove("spanId");
        });
    }
}

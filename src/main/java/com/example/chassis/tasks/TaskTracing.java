package com.example.chassis.tasks;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries a trace from the request that adds a task, with the task's row, to the process that runs it. Every line that is
 * logged for a task has the trace's id and the task's.
 */
class TaskTracing {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;
    private final ObservationRegistry observations;

    TaskTracing(Tracer tracer, Propagator propagator, ObservationRegistry observations) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.observations = observations;
    }

    /** The current span as a {@code traceparent}; nothing outside of any. */
    @Nullable
    String current() {
        TraceContext context = this.tracer.currentTraceContext().context();
        Map<String, String> fields = new HashMap<>();
        if (context != null) {
            this.propagator.inject(context, fields, (_, name, value) -> fields.put(name, value));
        }
        return fields.get(TRACEPARENT);
    }

    /** An attempt, with a span of its own and the timer {@code tasks.run}. */
    void run(BackgroundTask task, TaskInstance<TaskData> instance) throws InterruptedException {
        var context = new ReceiverContext<TaskData>(TaskTracing::field, Kind.CONSUMER);
        context.setCarrier(instance.getData());
        Observation attempt = Observation.createNotStarted("tasks.run", () -> context, this.observations)
                .contextualName("run " + task.name())
                .lowCardinalityKeyValue("task", task.name())
                .highCardinalityKeyValue(task.idField(), instance.getId());
        try (var _ = MDC.putCloseable(task.idField(), instance.getId())) {
            attempt.observeChecked(() -> task.run(instance.getId()));
        }
    }

    /** What is done for a task beside its attempts. */
    void inTrace(BackgroundTask task, TaskInstance<?> instance, Runnable work) {
        Span span = this.propagator.extract((TaskData) instance.getData(), TaskTracing::field)
                .name("handle " + task.name())
                .start();
        try (var _ = this.tracer.withSpan(span);
                var _ = MDC.putCloseable("traceId", span.context().traceId());
                var _ = MDC.putCloseable(task.idField(), instance.getId())) {
            work.run();
        } finally {
            span.end();
        }
    }

    private static @Nullable String field(TaskData data, String name) {
        return TRACEPARENT.equals(name) ? data.traceparent() : null;
    }
}

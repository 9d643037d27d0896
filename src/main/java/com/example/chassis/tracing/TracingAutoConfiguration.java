package com.example.chassis.tracing;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Trace ids in the log lines; no span is recorded where none is exported. */
@AutoConfiguration(after = OtlpTracingAutoConfiguration.class, before = OpenTelemetryTracingAutoConfiguration.class)
final class TracingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({SpanExporter.class, Sampler.class})
    Sampler sampler() {
        return Sampler.alwaysOff();
    }

    @Bean
    TraceInLogLines traceInLogLines() {
        return new TraceInLogLines();
    }
}

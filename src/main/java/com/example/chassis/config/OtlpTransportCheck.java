package com.example.chassis.config;

import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Stops the start where traces or logs are to be exported over gRPC, for which there is no client on the class path. */
final class OtlpTransportCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final List<String> EXPORTS = List.of("management.opentelemetry.tracing.export.otlp.",
            "management.opentelemetry.logging.export.otlp.");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        for (String export : EXPORTS) {
            String property = export + "transport";
            String transport = environment.getProperty(property);
            if ("grpc".equalsIgnoreCase(transport) && environment.containsProperty(export + "endpoint")) {
                throw new InvalidPropertyException(property, transport, environment,
                        "this service exports over HTTP alone",
                        "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, and the collector's endpoint for HTTP, on port 4318 by default.");
            }
        }
    }
}

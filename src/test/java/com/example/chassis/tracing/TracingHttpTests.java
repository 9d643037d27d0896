package com.example.chassis.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.subject.TraceCollector;
import com.example.contract.support.ApiClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A small service that exports its spans. It exports the last ones when it stops. */
class TracingHttpTests {

    private static final String TRACE = "0af7651916cd43dd0448eb211c80319c";
    private static final String OTHER = "0af7651916cd43dd7448eb211c80319c";

    @AutoClose
    private final TraceCollector collector = new TraceCollector("localhost");

    @EnableAutoConfiguration
    static class Service {}

    private ConfigurableApplicationContext start(String probability) {
        return new SpringApplicationBuilder(Service.class).run("--spring.config.name=none",
                "--spring.application.name=traced", "--server.port=0", "--management.server.port=0",
                "--chassis.drain.linger=0s", "--chassis.drain.grace-period=30s",
                "--management.tracing.sampling.probability=" + probability,
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + this.collector.url() + "/v1/traces");
    }

    private static void send(ConfigurableApplicationContext service, String trace, String flag) {
        api(service, "server").get("/nothing", "traceparent", "00-" + trace + "-b7ad6b7169203331-" + flag);
    }

    private static ApiClient api(ConfigurableApplicationContext service, String port) {
        return ApiClient.onPort(service.getEnvironment().getRequiredProperty("local." + port + ".port", Integer.class));
    }

    /** Of a trace that its id puts among the tenth that is sampled, and of one that it does not. */
    @Test
    void aClientsFlagDoesNotDecideWhatIsSampled() {
        try (ConfigurableApplicationContext service = start("0.1")) {
            send(service, TRACE, "00");
            send(service, OTHER, "01");
        }
        assertThat(this.collector.spans(TRACE)).hasSize(1);
        assertThat(this.collector.spans(OTHER)).isEmpty();
    }

    @Test
    void aSampledRequestIsAnExemplarOfItsMetric() {
        try (ConfigurableApplicationContext service = start("1")) {
            send(service, TRACE, "00");
            assertThat(api(service, "management")
                    .get("/actuator/prometheus", "Accept", "application/openmetrics-text; version=1.0.0")
                    .body()
                    .lines()).anyMatch(line -> line.startsWith("http_server_requests_seconds") && line.contains(TRACE));
        }
    }
}

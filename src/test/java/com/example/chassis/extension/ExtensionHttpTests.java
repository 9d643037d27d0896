package com.example.chassis.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class ExtensionHttpTests {

    /** They stand in {@code application.yaml}, and override the chassis's defaults. */
    @Test
    void propertiesOverrideDefaultsAndExtendWhatReadinessIncludes() {
        try (ConfigurableApplicationContext service = start("--server.tomcat.max-swallow-size=1KB",
                "--management.endpoint.health.group.readiness.include=readinessState,warmUp")) {
            assertThat(service.getEnvironment().getProperty("server.tomcat.max-swallow-size")).isEqualTo("1KB");
            assertThat(api(service).get("/readyz").status()).isEqualTo(503);
            assertThat(api(service).get("/livez").status()).isEqualTo(200);
        }
    }

    @Test
    void aBeanReplacesTheChassisBeanOfItsType() {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(service.getBean(Clock.class).instant()).isEqualTo(Instant.EPOCH);
        }
    }

    /** Parts switch themselves off by conditions; this switches one off by its name. */
    @Test
    void aPartIsSwitchedOff() {
        try (ConfigurableApplicationContext service = start(
                "--spring.autoconfigure.exclude=com.example.chassis.overload.OverloadAutoConfiguration")) {
            assertThat(service.containsBean("concurrencyLimit")).isFalse();
            assertThat(api(service).get("/livez").status()).isEqualTo(200);
        }
    }

    @Test
    void anExceptionOfTheServiceHasItsOwnAnswer() {
        try (ConfigurableApplicationContext service = start()) {
            Answer answer = api(service).get("/supply");
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.text("/type")).isEqualTo("urn:problem-type:extended:supplier-late");
        }
    }

    /** In its own JVM, since {@code main} redirects the process's output. */
    @Test
    void aPurposeIsTheFirstArgument() throws Exception {
        Process job = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), ExtendedService.class.getName(), "cleanup",
                "--spring.config.name=none").redirectErrorStream(true).start();
        String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(job.waitFor()).isZero();
        assertThat(output).contains("\"message\":\"cleaned up\"").doesNotContain("Tomcat");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--spring.config.name=none", "--spring.application.name=extended",
                "--server.port=0", "--management.server.port=0", "--chassis.drain.linger=0s"));
        all.addAll(List.of(arguments));
        return new SpringApplicationBuilder(ExtendedService.class).run(all.toArray(String[]::new));
    }

    private static ApiClient api(ConfigurableApplicationContext service) {
        return ApiClient.onPort(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}

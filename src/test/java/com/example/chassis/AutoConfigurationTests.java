package com.example.chassis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.chassis.drain.BackgroundWork;
import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The chassis in services of different kinds: a part with nothing to do backs off. */
class AutoConfigurationTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void aProgramWithoutDatabaseWebServerAndBackgroundWorkStarts() {
        try (ConfigurableApplicationContext context = start(Plain.class, WebApplicationType.NONE)) {
            assertThat(context.getBeanNamesForType(DataSource.class)).isEmpty();
            assertThat(chassisBeans(context)).contains("clock").noneMatch(name -> name.startsWith("drain"));
        }
    }

    @Test
    void backgroundWorkIsDrainedWithoutAWebServerAndWithoutALinger() {
        Worker worker;
        long start;
        try (ConfigurableApplicationContext context = start(Working.class, WebApplicationType.NONE)) {
            worker = context.getBean(Worker.class);
            start = System.nanoTime();
        }
        assertThat(worker.calls).containsExactly("stopTaking", "handBack");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15)); // the linger's default
    }

    @Test
    void aServiceWithoutADatabaseServesAndNamesItselfInProblems() {
        try (ConfigurableApplicationContext context = start(Plain.class, WebApplicationType.SERVLET,
                "--chassis.drain.linger=0s")) {
            ApiClient api = ApiClient
                    .onPort(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            assertThat(api.get("/readyz").status()).isEqualTo(200);
            Answer problem = api.get("/nothing", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
            assertThat(problem.text("/type")).isEqualTo("urn:problem-type:plain:not-found");
            assertThat(problem.text("/traceId")).isEqualTo(TRACE);
            assertThat(chassisBeans(context)).contains("drainStart", "concurrencyLimit")
                    .noneMatch(name -> name.startsWith("database"));
        }
    }

    @Test
    void aServiceThatRequiresADatabaseDoesNotStartWithoutItsAddress() {
        assertThatThrownBy(() -> start(Plain.class, WebApplicationType.NONE, "--chassis.database.required=true"))
                .hasMessageContaining("spring.datasource.url (not set): not the address of a PostgreSQL database");
    }

    @Test
    void anAddressThatIsEmptyIsAnErrorInAnyService() {
        assertThatThrownBy(() -> start(Plain.class, WebApplicationType.NONE, "--spring.datasource.url="))
                .hasMessageContaining("spring.datasource.url= (");
    }

    @Test
    void aFileOverridesTheDefaults(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), "server.tomcat.keep-alive-timeout: 1s\n");
        try (ConfigurableApplicationContext context = start(Plain.class, WebApplicationType.NONE,
                "--spring.config.location=file:" + file)) {
            assertThat(context.getEnvironment().getProperty("server.tomcat.keep-alive-timeout")).isEqualTo("1s");
            assertThat(context.getEnvironment().getProperty("server.max-http-request-header-size")).isEqualTo("8KB");
        }
    }

    @Test
    void noSpanIsRecordedWhereNoneIsExported() {
        try (ConfigurableApplicationContext context = start(Plain.class, WebApplicationType.NONE)) {
            assertThat(context.getBean(Sampler.class)).isEqualTo(Sampler.alwaysOff());
        }
        try (ConfigurableApplicationContext context = start(Plain.class, WebApplicationType.NONE,
                "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:9/v1/traces")) {
            assertThat(context.getBean(Sampler.class).getDescription()).startsWith("TraceIdRatioBased");
        }
    }

    private static ConfigurableApplicationContext start(Class<?> service, WebApplicationType type,
            String... arguments) {
        List<String> all = new ArrayList<>(List.of("--spring.config.name=none", "--spring.application.name=plain",
                "--server.port=0", "--management.server.port=0", "--chassis.drain.tasks=0s"));
        all.addAll(List.of(arguments));
        return new SpringApplicationBuilder(service).web(type).run(all.toArray(String[]::new));
    }

    private static List<String> chassisBeans(ConfigurableApplicationContext context) {
        return List.of(context.getBeanDefinitionNames());
    }

    @EnableAutoConfiguration
    static class Plain {}

    @EnableAutoConfiguration
    static class Working {

        @Bean
        Worker worker() {
            return new Worker();
        }
    }

    /** Has a task that does not finish. */
    static final class Worker implements BackgroundWork {

        private final List<String> calls = new ArrayList<>();

        @Override
        public String name() {
            return "worker";
        }

        @Override
        public int running() {
            return 1;
        }

        @Override
        public void stopTaking() {
            this.calls.add("stopTaking");
        }

        @Override
        public void handBack() {
            this.calls.add("handBack");
        }

        @Override
        public Duration stalledFor() {
            return Duration.ZERO;
        }
    }
}

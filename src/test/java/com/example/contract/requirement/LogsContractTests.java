package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.ServiceDriver;
import com.example.contract.subject.KillableDatabase;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.LogLines;
import com.example.contract.support.RawHttp;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;

/** Requirement 1: every line goes to standard output as one JSON object. */
class LogsContractTests {

    private static final String FORGED = "%0a%7b%22message%22:%22forged%22%7d";

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @Test
    void everyLineFromStartToExitIsOneJsonObject() {
        try (Subject subject = Subject
                .ready(environment.launch(Map.of("LOGGING_LEVEL_ROOT", "DEBUG", "CHASSIS_DRAIN_LINGER", "0s")))) {
            Requests.use(subject);
            subject.api().get("/" + FORGED);
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(60))).isEqualTo(143);
            assertThat(subject.stdout()).hasSizeGreaterThan(200);
            assertThat(LogLines.notJson(subject.stdout())).isEmpty();
            assertThat(subject.stderr()).isEmpty();
            assertThat(subject.stdout()).noneMatch(line -> line.contains(KillableDatabase.PASSWORD));
            assertThat(subject.stdout()).anyMatch(line -> line.contains("forged"));
            for (JsonNode line : LogLines.parse(subject.stdout())) {
                assertThat(line.path("message").asString()).isNotEqualTo("forged");
                assertThat(OffsetDateTime.parse(line.path("@timestamp").asString()).getOffset().getTotalSeconds())
                        .isZero();
                assertThat(line.path("level").asString()).isIn("ERROR", "WARN", "INFO", "DEBUG");
                assertThat(line.has("message")).isTrue();
                assertThat(line.has("logger_name")).isTrue();
                assertThat(line.has("thread_name")).isTrue();
            }
        }
    }

    @Test
    void theAccessLogHasTheRouteAndNothingThatAClientMadeUp() {
        try (Subject subject = Subject.ready(environment.launch(Map.of("CHASSIS_DRAIN_LINGER", "0s")))) {
            assertThat(subject.api().get(ServiceDriver.get().read().path() + "?token=hush").status()).isEqualTo(200);
            subject.api().get("/no/such/secret-path/" + FORGED);
            RawHttp.send(subject.url(), "GARBAGE\r\n\r\n");
            RawHttp.send(subject.url(), """
                    GET / HTTP/1.1\r
                    Host: service\r
                    Connection: close\r
                    X-Request-Id: x\n{"level":"ERROR","message":"forged"}\r
                    \r
                    """);
            subject.signal("TERM");
            subject.awaitExit(Duration.ofSeconds(60));
            assertThat(LogLines.notJson(subject.stdout())).isEmpty();
            List<JsonNode> lines = LogLines.parse(subject.stdout());
            assertThat(lines).noneMatch(line -> line.path("message").asString().equals("forged"));
            assertThat(subject.stdout()).noneMatch(line -> line.contains("hush") || line.contains("secret-path"));
            List<JsonNode> access = lines.stream()
                    .filter(line -> line.path("logger_name").asString().equals("access"))
                    .toList();
            assertThat(access).noneMatch(line -> line.path("route").asString().endsWith("z")); // a probe's
            assertThat(access).anySatisfy(line -> {
                assertThat(line.path("method").asString()).isEqualTo("GET");
                assertThat(line.path("route").asString()).startsWith("/");
                assertThat(line.path("status").asInt()).isEqualTo(200);
                assertThat(line.path("duration_ms").isNumber()).isTrue();
                assertThat(line.path("traceId").asString()).hasSize(32);
            });
            assertThat(access).filteredOn(line -> line.path("status").asInt() != 400) // some of which Tomcat gives
                    .allSatisfy(line -> assertThat(line.path("traceId").asString("")).hasSize(32));
            assertThat(access).extracting(line -> line.path("status").asInt()).contains(404, 400);
        }
    }

    @Test
    void theAccessLogCanBeSwitchedOff() {
        try (Subject subject = Subject.ready(
                environment.launch(Map.of("CHASSIS_ACCESSLOG_ENABLED", "false", "CHASSIS_DRAIN_LINGER", "0s")))) {
            Requests.read(subject);
            subject.signal("TERM");
            subject.awaitExit(Duration.ofSeconds(60));
            assertThat(subject.stdout()).noneMatch(line -> line.contains("\"access\""));
        }
    }

    /** Though it may write wherever it wants: where it may not, nothing could be seen. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsWrittenToTheFileSystemOutsideTheTemporaryFolder() {
        try (Subject subject = Subject.ready(environment.launch(Map.of("LOGGING_LEVEL_ROOT", "DEBUG")).unconfined())) {
            for (int i = 0; i < (Tier.FULL ? 200 : 50); i++) {
                assertThat(Requests.use(subject).status()).isEqualTo(200);
            }
            assertThat(subject.writtenFiles()).isEmpty();
        }
    }
}

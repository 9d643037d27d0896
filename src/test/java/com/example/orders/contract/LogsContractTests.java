package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.planted.CarelessOutput;
import com.example.orders.support.RawHttp;
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

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @Test
    void everyLineFromStartToExitIsOneJsonObject() {
        try (Subject subject = Subject
                .ready(database.launch(Map.of("LOGGING_LEVEL_ROOT", "DEBUG", "PLATFORM_DRAIN_LINGER", "0s")))) {
            subject.api().restock("LOG-1", 10);
            String id = subject.api().order("LOG-1", 1, "Prefer", "wait=10").text("/id");
            subject.api().get("/orders?limit=0%0a%7b%22message%22:%22forged%22%7d");
            subject.api().post("/orders", "{\"sku\":\"A\\n{\\\"message\\\":\\\"forged\\\"}\",\"quantity\":1}");
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(60))).isEqualTo(143);

            assertThat(subject.stdout()).hasSizeGreaterThan(500);
            assertThat(Lines.notJson(subject.stdout())).isEmpty();
            assertThat(subject.stderr()).isEmpty();
            assertThat(subject.stdout()).noneMatch(line -> line.contains(KillableDatabase.PASSWORD));
            assertThat(subject.stdout()).anyMatch(line -> line.contains("forged"));
            for (JsonNode line : Lines.parse(subject.stdout())) {
                assertThat(line.path("message").asString()).isNotEqualTo("forged");
                assertThat(OffsetDateTime.parse(line.path("@timestamp").asString()).getOffset().getTotalSeconds())
                        .isZero();
                assertThat(line.path("level").asString()).isIn("ERROR", "WARN", "INFO", "DEBUG");
                assertThat(line.has("message")).isTrue();
                assertThat(line.has("logger_name")).isTrue();
                assertThat(line.has("thread_name")).isTrue();
            }
            assertThat(Lines.parse(subject.stdout())).anyMatch(line -> line.path("order_id").asString("").equals(id)
                    && line.path("message").asString().equals("Order ended"));
        }
    }

    @Test
    void theAccessLogHoldsTheRouteAndNothingThatAClientMadeUp() {
        try (Subject subject = Subject.ready(database.launch(Map.of("PLATFORM_DRAIN_LINGER", "0s")))) {
            subject.api().get("/orders?status=FULFILLED&token=hush");
            subject.api().get("/orders/00000000-0000-7000-8000-000000000000");
            subject.api().get("/no/such/secret-path");
            RawHttp.send(subject.url(), "GARBAGE\r\n\r\n");
            RawHttp.send(subject.url(), """
                    POST /orders HTTP/1.1\r
                    Host: orders\r
                    Connection: close\r
                    Idempotency-Key: a\u0001b\r
                    X-Request-Id: x\n{"level":"ERROR","message":"forged"}\r
                    Content-Type: application/json\r
                    Content-Length: 54\r
                    \r
                    {"sku":"A\\n{\\"message\\":\\"forged\\"}\\r\\n","quantity":1}  \
                    """);
            subject.signal("TERM");
            subject.awaitExit(Duration.ofSeconds(60));

            assertThat(Lines.notJson(subject.stdout())).isEmpty();
            List<JsonNode> lines = Lines.parse(subject.stdout());
            assertThat(lines).noneMatch(line -> line.path("message").asString().equals("forged"));
            assertThat(subject.stdout()).noneMatch(line -> line.contains("hush") || line.contains("secret-path"));
            List<JsonNode> access = lines.stream().filter(line -> line.path("logger_name").asString().equals("access"))
                    .toList();
            assertThat(access).noneMatch(line -> line.path("route").asString().endsWith("z"));
            assertThat(access).anySatisfy(line -> {
                assertThat(line.path("method").asString()).isEqualTo("GET");
                assertThat(line.path("route").asString()).isEqualTo("/orders");
                assertThat(line.path("status").asInt()).isEqualTo(200);
                assertThat(line.path("duration_ms").isNumber()).isTrue();
                assertThat(line.path("traceId").asString()).hasSize(32);
            });
            assertThat(access).anyMatch(line -> line.path("route").asString().equals("/orders/{id}")
                    && line.path("status").asInt() == 404);
            assertThat(access).anyMatch(line -> line.path("status").asInt() == 400);
        }
    }

    @Test
    void theAccessLogCanBeSwitchedOff() {
        try (Subject subject = Subject
                .ready(database.launch(Map.of("PLATFORM_ACCESSLOG_ENABLED", "false", "PLATFORM_DRAIN_LINGER", "0s")))) {
            subject.api().get("/orders");
            subject.signal("TERM");
            subject.awaitExit(Duration.ofSeconds(60));
            assertThat(subject.stdout()).noneMatch(line -> line.contains("\"access\""));
        }
    }

    /** Though it may write wherever it wants: where it may not, nothing could be seen. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsWrittenToTheFileSystemOutsideTheTemporaryFolder() {
        try (Subject subject = Subject.ready(database.launch(Map.of("LOGGING_LEVEL_ROOT", "DEBUG")).careless())) {
            subject.api().restock("LOG-1", 1_000);
            for (int i = 0; i < 200; i++) {
                assertThat(subject.api().order("LOG-1", 1, "Prefer", "wait=10").status()).isEqualTo(200);
            }
            assertThat(subject.writtenFiles()).isEmpty();
        }
    }

    /** The counter-proof. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLineThatIsPrintedPastTheLogAndAFileThatIsWrittenAreSeen() {
        try (Subject subject = Subject.ready(database.launch().plant(CarelessOutput.class).careless())) {
            await().until(() -> Lines.notJson(subject.stdout()).equals(List.of("careless")));
            await().until(() -> subject.writtenFiles().stream().anyMatch(file -> file.endsWith("careless.log")));
        }
    }
}

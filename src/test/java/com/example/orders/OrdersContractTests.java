package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.RetryingClients;
import com.example.contract.requirement.ConfigurationMistake;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.LogLines;
import com.example.contract.support.RawHttp;
import com.example.orders.planted.InMemoryAcceptance;
import com.example.orders.support.OrdersClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the sample owes its platform beyond the contract of any service. */
class OrdersContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    @Test
    void logLinesOfAnOrderHaveItsIdAndTraceAndNothingThatAClientForged() {
        try (Subject subject = Subject.ready(environment.launch(Map.of("CHASSIS_DRAIN_LINGER", "0s")))) {
            OrdersClient api = new OrdersClient(subject.url());
            api.restock("LOG-1", 10);
            String trace = "0af7651916cd43dd8448eb211c803195";
            String id = api
                    .order("LOG-1", 1, "Prefer", "wait=10", "traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                    .text("/id");
            api.get("/orders?status=FULFILLED&token=hush");
            api.get("/orders/00000000-0000-7000-8000-000000000000");
            api.get("/orders?limit=0%0a%7b%22message%22:%22forged%22%7d");
            api.post("/orders", "{\"sku\":\"A\\n{\\\"message\\\":\\\"forged\\\"}\",\"quantity\":1}");
            RawHttp.send(subject.url(), """
                    POST /orders HTTP/1.1\r
                    Host: orders\r
                    Connection: close\r
                    Idempotency-Key: a\u0001b\r
                    Content-Type: application/json\r
                    Content-Length: 54\r
                    \r
                    {"sku":"A\\n{\\"message\\":\\"forged\\"}\\r\\n","quantity":1}  \
                    """);
            subject.signal("TERM");
            subject.awaitExit(Duration.ofSeconds(60));

            List<JsonNode> lines = LogLines.parse(subject.stdout());
            assertThat(lines).noneMatch(line -> line.path("message").asString().equals("forged"));
            assertThat(lines).anyMatch(line -> line.path("order_id").asString("").equals(id)
                    && line.path("message").asString().equals("Order ended"));
            assertThat(LogLines.ofTrace(trace, subject.stdout())).extracting(line -> line.path("message").asString())
                    .contains("request", "Order ended");
            assertThat(lines).anyMatch(line -> line.path("route").asString("").equals("/orders/{id}")
                    && line.path("status").asInt() == 404);
            assertThat(subject.stdout()).noneMatch(line -> line.contains("hush"));
        }
    }

    /** Numbers in Persian have other digits, which a header cannot hold. */
    @Test
    void theMachinesLanguageAndZoneChangeNothingThatIsWritten() {
        try (Subject subject = Subject.ready(
                environment.launch().jvm("-Duser.language=fa", "-Duser.country=IR", "-Duser.timezone=Asia/Tehran"))) {
            OrdersClient api = new OrdersClient(subject.url());
            api.restock("FA-1", 10);
            api.order("FA-1", 1, "Prefer", "wait=10");
            assertThat(api.get("/orders?limit=1").header("Link")).startsWith("</orders?limit=1&after=");
            assertThat(api.order("FA-1", 11_111).text("/detail")).contains("less than or equal to 1000");
            assertThat(LogLines.parse(subject.stdout()))
                    .allMatch(line -> line.path("@timestamp").asString().endsWith("Z"));
        }
    }

    static Stream<ConfigurationMistake> mistakes() {
        return Stream.of(
                ConfigurationMistake.of("a duration that is none", Map.of("ORDERS_FULFILMENT_PACKINGTIME", "soon"),
                        "orders.fulfilment.packing-time=soon", "environment variable ORDERS_FULFILMENT_PACKINGTIME",
                        "10s"),
                ConfigurationMistake.argument("a number out of range", "--chassis.tasks.workers=0",
                        "chassis.tasks.workers=0", "command line", "the default is 4"),
                ConfigurationMistake.argument("a pool for workers alone",
                        "--spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.maximum-pool-size=1", "command line", "Use at least 2"),
                ConfigurationMistake.argument("a pool of what is no number",
                        "--spring.datasource.hikari.maximum-pool-size=ten",
                        "spring.datasource.hikari.maximum-pool-size=ten", "command line", "whole number"),
                ConfigurationMistake.argument("workers that leave requests no connection", "--chassis.tasks.workers=6",
                        "chassis.tasks.workers=6", "command line", "Use at most 5"),
                ConfigurationMistake.of("a misspelt variable", Map.of("ORDERS_FULFILMENT_PACKINGTME", "1s"),
                        "ORDERS_FULFILMENT_PACKINGTME", "environment variable", "orders.fulfilment.packing-time"),
                new ConfigurationMistake("a job's setting", Map.of("ORDERS_RETENTION_AGE", "1h"), List.of("retention"),
                        List.of("orders.retention.age=", "environment variable ORDERS_RETENTION_AGE",
                                "the default is 30d")),
                ConfigurationMistake.argument("an unknown purpose", "serv", "first argument=serv", "command line",
                        "Use serve or migrate or retention, or nothing for serve"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void mistakes(ConfigurationMistake mistake) {
        mistake.assertStopsTheStart(environment.launch());
    }

    @Test
    void retentionRunsOnceWithoutAWebServerAndExitsWith0() {
        String old;
        try (Subject service = Subject.ready(environment.launch())) {
            OrdersClient api = new OrdersClient(service.url());
            api.restock("OLD-1", 10);
            old = api.order("OLD-1", 4, "Prefer", "wait=10").text("/id");
            assertThat(LogLines.saying("Retention done", service.stdout())).isEmpty();
        }
        environment.database()
                .sql()
                .sql("update orders set ended_at = now() - interval '31 days' where id = :id")
                .param("id", UUID.fromString(old))
                .update();
        for (String deleted : List.of("\"orders\":1", "\"orders\":0")) {
            try (Subject job = Subject.start(environment.launch().arguments("retention"))) {
                assertThat(job.awaitExit(Duration.ofSeconds(40))).isZero();
                assertThat(LogLines.notJson(job.stdout())).isEmpty();
                assertThat(job.stdout()).anyMatch(line -> line.contains("Retention done") && line.contains(deleted));
                assertThat(job.stdout()).noneMatch(
                        line -> line.contains("Tomcat") || line.contains("scheduler") || line.contains("\"Drain\""));
            }
        }
    }

    @Test
    void aWaitingRequestSeesAnOrderThatEndsInAnotherProcess() throws InterruptedException {
        Map<String, String> slow = Map.of("ORDERS_FULFILMENT_PACKINGTIME", "10m");
        try (Subject waiting = Subject.ready(environment.launch(slow));
                Subject other = Subject.ready(environment.launch(slow))) {
            Thread cancelling = Thread.ofVirtual().start(() -> {
                await().until(() -> !orders().isEmpty());
                new OrdersClient(other.url()).delete("/orders/" + orders().getFirst());
            });
            Answer answer = new OrdersClient(waiting.url()).order("NONE", 1, "Prefer", "wait=30");
            cancelling.join();
            assertThat(answer.text("/status")).isEqualTo("CANCELLED");
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static List<String> orders() {
        return environment.database().query("select cast(id as text) from orders");
    }

    /** The counter-proof of requirement 7: a service that accepts what it has not stored is found out. */
    @Test
    void ordersThatWereAcceptedInMemoryAreSeenToBeLost() {
        try (Subject subject = Subject.ready(environment.launch().plant(InMemoryAcceptance.class));
                RetryingClients clients = new RetryingClients(subject.url(), 2, Duration.ofMillis(50),
                        environment.database())) {
            await().until(() -> clients.accepted() > 10);
            clients.stop();
            subject.signal("KILL");
            assertThat(clients.lost(environment.database())).hasSize(clients.accepted());
        }
    }

    /** The counter-proof of the migration's tests: a schema that a program cannot work with is seen. */
    @Test
    void aColumnThatIsMissingIsSeen() {
        try (Subject subject = Subject.ready(environment.launch())) {
            environment.database().sql().sql("alter table orders rename column sku to product").update();
            assertThat(new OrdersClient(subject.url()).order("NONE", 1).status()).isEqualTo(500);
        }
    }
}

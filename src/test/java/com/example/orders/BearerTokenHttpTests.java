package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.RawHttp;
import com.example.contract.support.TokenIssuer;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Clients with bearer tokens, once an issuer is configured: which scope a request needs, and what is answered without. */
@RunningService
class BearerTokenHttpTests {

    private static final TokenIssuer issuer = TokenIssuer.start();

    private final int port;
    private final OrdersClient api;
    private final ApiClient platform;

    @Autowired
    BearerTokenHttpTests(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.port = port;
        this.api = OrdersClient.onPort(port);
        this.platform = ApiClient.onPort(managementPort);
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", issuer::keySet);
    }

    @BeforeEach
    void stock() {
        Answer stocked = this.api.send("PUT", "/stock/TOKEN-1", "{\"received\":1000}", "Content-Type",
                "application/json", "Authorization", bearer("clerk", "stock"));
        assertThat(stocked.status()).isEqualTo(200);
    }

    private static String bearer(String client, String... scopes) {
        return "Bearer " + issuer.token(client, scopes);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            read,             GET,    /orders,        200
            read,             GET,    /stock/TOKEN-1, 200
            read,             HEAD,   /stock/TOKEN-1, 200
            read,             POST,   /orders,        403
            read,             PUT,    /stock/TOKEN-1, 403
            write,            POST,   /orders,        202
            write,            GET,    /orders,        403
            write,            PUT,    /stock/TOKEN-1, 403
            stock,            PUT,    /stock/TOKEN-1, 200
            stock,            POST,   /orders,        403
            read write stock, DELETE, /elsewhere,     403
            read write stock, GET,    /elsewhere,     404
            """)
    void aRequestNeedsAScope(String scopes, String method, String path, int status) {
        String body = switch (method) {
            case "POST" -> "{\"sku\":\"TOKEN-1\",\"quantity\":1}";
            case "PUT" -> "{\"received\":1000}";
            default -> "";
        };
        Answer answer = this.api.send(method, path, body, "Content-Type", "application/json", "Authorization",
                bearer("client", scopes));
        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.text("/type")).isEqualTo("urn:problem-type:orders:insufficient-scope");
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
        }
    }

    @Test
    void withoutATokenTheAnswerIsAProblem() {
        Answer answer = this.api.get("/stock");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.text("/type")).isEqualTo("urn:problem-type:orders:unauthorized");
        assertThat(answer.text("/instance")).isEqualTo("/stock");
        assertThat(answer.text("/traceId")).hasSize(32);
    }

    @Test
    void aTokenThatIsNotValidIsRefused() {
        try (TokenIssuer stranger = TokenIssuer.start()) {
            String valid = issuer.token("client", "read");
            assertThat(Map.of("of another issuer", stranger.token("client", "read"), //
                    "expired", issuer.token("client", Duration.ofMinutes(-5), "read"), //
                    "of nobody", issuer.token(null, "read"), //
                    "no token", "abc", //
                    "unsigned", "eyJhbGciOiJub25lIn0." + valid.split("\\.", -1)[1] + ".", //
                    "cut off", valid.substring(0, valid.length() - 10))).allSatisfy((_, token) -> {
                        Answer answer = this.api.get("/stock", "Authorization", "Bearer " + token);
                        assertThat(answer.status()).isEqualTo(401);
                        assertThat(answer.text("/type")).isEqualTo("urn:problem-type:orders:unauthorized");
                    });
            Answer malformed = this.api.get("/stock", "Authorization", "Bearer a b");
            assertThat(malformed.status()).isEqualTo(401);
        }
    }

    /** Spring Security's firewall would reject them where no handler of ours sees it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /readyz      | Accept           | 406
            GET /stock       | X-Odd            | 200
            GET /stock?%C2%85| X-Odd            | 200
            POST /orders     | Idempotency-Key  | 400
            GET /stock       | Authorization    | 401
            """)
    void aControlCharacterIsNoErrorOfTheService(String request, String header, int status) {
        String token = header.equals("Authorization")
                ? ""
                : "Authorization: " + bearer("client", "read", "write") + "\r\n";
        String answer = RawHttp.send(this.port, request + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + token
                + header + ": \u0085\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void theProbesAndTheManagementPortNeedNone() {
        assertThat(this.api.get("/readyz").status()).isEqualTo(200);
        assertThat(this.platform.get("/actuator/prometheus").status()).isEqualTo(200);
        assertThat(this.api.get("/actuator/prometheus").status()).isEqualTo(404);
    }

    @Test
    void eachClientHasItsOwnKeys() {
        Answer ofOne = order("one");
        assertThat(order("one").text("/id")).isEqualTo(ofOne.text("/id"));
        assertThat(order("two").text("/id")).isNotEqualTo(ofOne.text("/id"));
    }

    private Answer order(String client) {
        Answer answer = this.api.order("TOKEN-1", 1, "Authorization", bearer(client, "write"), "Idempotency-Key",
                "the-same");
        assertThat(answer.status()).isEqualTo(202);
        return answer;
    }

    @Test
    void whileTheIssuerIsUnavailableAKnownKeyIsAcceptedAndANewOneIsToldToRetry() {
        String known = bearer("client", "read");
        issuer.available(false);
        try {
            assertThat(this.api.get("/stock", "Authorization", known).status()).isEqualTo(200);
            issuer.rotate();
            String unknown = bearer("client", "read");
            Answer answer = await().until(() -> this.api.get("/stock", "Authorization", unknown),
                    each -> each.status() == 503); // the issuer is asked once a second
            assertThat(answer.text("/type")).isEqualTo("urn:problem-type:orders:issuer-unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        } finally {
            issuer.available(true);
        }
        await().until(() -> this.api.get("/stock", "Authorization", bearer("client", "read")).status() == 200);
    }

    @Test
    void theIssuersKeysAreRotatedUnderLoadAndNoRequestFails() {
        Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
        AtomicBoolean stopped = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                clients.execute(() -> {
                    while (!stopped.get()) {
                        int status = this.api.get("/stock/TOKEN-1", "Authorization", bearer("load", "read")).status();
                        answers.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
                    }
                });
            }
            try {
                for (int rotation = 1; rotation <= 5; rotation++) {
                    int enough = 50 * rotation;
                    await().pollDelay(Duration.ofSeconds(1)) // the issuer is asked no more often
                            .until(() -> answers.getOrDefault(200, new AtomicInteger()).get() >= enough);
                    issuer.rotate();
                }
                await().until(() -> answers.getOrDefault(200, new AtomicInteger()).get() >= 300);
            } finally {
                stopped.set(true);
            }
        }
        System.out.printf("| the issuer's keys rotated 5 times | %s |%n", answers);
        assertThat(answers).containsOnlyKeys(200);
    }
}

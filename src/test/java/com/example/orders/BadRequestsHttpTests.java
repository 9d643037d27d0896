package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.RawHttp;
import com.example.orders.support.RunningService;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends what a client should not, as bytes, and reads each answer as a problem. Prints a line for each. */
@RunningService
class BadRequestsHttpTests {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String ORDER = "{\"sku\":\"PEN-1\",\"quantity\":1}";

    @LocalServerPort
    private int port;

    static Stream<Arguments> requests() {
        return Stream.of(//
                bad(400, "invalid-request", "", "no body", post(JSON, "")),
                bad(400, "invalid-request", "", "half a body", post(JSON, "{\"sku\":")),
                bad(400, "invalid-request", "", "not JSON", post(JSON, "sku=PEN-1")),
                bad(400, "invalid-request", "", "an array", post(JSON, "[]")),
                bad(400, "invalid-request", "", "null", post(JSON, "null")),
                bad(400, "invalid-request", "", "a second value behind", post(JSON, ORDER + " {}")),
                bad(400, "invalid-request", "", "a key twice",
                        post(JSON, "{\"sku\":\"A\",\"sku\":\"B\",\"quantity\":1}")),
                bad(400, "invalid-request", "colour", "an unknown field",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":1,\"colour\":\"red\"}")),
                bad(400, "invalid-request", "sku", "no sku", post(JSON, "{\"quantity\":1}")),
                bad(400, "invalid-request", "sku", "a null sku", post(JSON, "{\"sku\":null,\"quantity\":1}")),
                bad(400, "invalid-request", "sku", "a sku of small letters",
                        post(JSON, "{\"sku\":\"pen\",\"quantity\":1}")),
                bad(400, "invalid-request", "sku", "a sku with a line break",
                        post(JSON, "{\"sku\":\"A\\n{}\",\"quantity\":1}")),
                bad(400, "invalid-request", "sku", "a sku that is a number", post(JSON, "{\"sku\":1,\"quantity\":1}")),
                bad(400, "invalid-request", "sku", "a sku that is too long",
                        post(JSON, "{\"sku\":\"" + "A".repeat(33) + "\",\"quantity\":1}")),
                bad(400, "invalid-request", "quantity", "no quantity", post(JSON, "{\"sku\":\"A\"}")),
                bad(400, "invalid-request", "quantity", "a quantity of 0",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":0}")),
                bad(400, "invalid-request", "quantity", "a negative quantity",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":-1}")),
                bad(400, "invalid-request", "quantity", "a quantity above 1,000",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":1001}")),
                bad(400, "invalid-request", "quantity", "a quantity beyond int",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":99999999999}")),
                bad(400, "invalid-request", "quantity", "a quantity of 1,001 digits",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":" + "1".repeat(1001) + "}")),
                bad(400, "invalid-request", "", "2,000 nested arrays", post(JSON, "[".repeat(2000))),
                bad(400, "invalid-request", "quantity", "a fraction", post(JSON, "{\"sku\":\"A\",\"quantity\":1.5}")),
                bad(400, "invalid-request", "quantity", "a number as a string",
                        post(JSON, "{\"sku\":\"A\",\"quantity\":\"1\"}")),
                bad(400, "invalid-request", "Idempotency-Key", "a key that is too long",
                        post(JSON + "Idempotency-Key: " + "k".repeat(256) + "\r\n", ORDER)),
                bad(400, "invalid-request", "Idempotency-Key", "a key with a blank",
                        post(JSON + "Idempotency-Key: a b\r\n", ORDER)),
                bad(400, "invalid-request", "Idempotency-Key", "two keys",
                        post(JSON + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n", ORDER)),
                bad(400, "invalid-request", "Content-Type", "two content types", post(JSON + JSON, ORDER)),
                bad(415, "unsupported-media-type", null, "a compressed body",
                        post(JSON + "Content-Encoding: gzip\r\n", ORDER)),
                bad(415, "unsupported-media-type", null, "a body in Brotli",
                        post(JSON + "Content-Encoding: br\r\n", ORDER)),
                bad(415, "unsupported-media-type", null, "no content type", post("", ORDER)),
                bad(415, "unsupported-media-type", null, "another media type",
                        post("Content-Type: text/xml\r\n", "<order/>")),
                bad(415, "unsupported-media-type", null, "a garbled content type",
                        post("Content-Type: garbage\r\n", ORDER)),
                bad(406, "not-acceptable", null, "nothing acceptable", get("/orders", "Accept: image/png\r\n")),
                bad(406, "not-acceptable", null, "a garbled Accept", get("/orders", "Accept: garbage\r\n")),
                bad(413, "content-too-large", null, "a body above 16 KiB",
                        post(JSON, "{\"sku\":\"" + "A".repeat(17_000) + "\"}")),
                bad(413, "content-too-large", null, "a body of 5 MB", post(JSON, "A".repeat(5 << 20))),
                bad(413, "content-too-large", null, "a chunked body above 16 KiB",
                        chunked("{\"sku\":\"" + "A".repeat(17_000) + "\"}")),
                bad(400, "invalid-request", null, "a broken chunk",
                        "POST /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + JSON
                                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                bad(404, "not-found", null, "an unknown path", get("/nowhere", "")),
                bad(404, "not-found", null, "the path of errors", get("/error", "")),
                bad(404, "not-found", null, "two slashes", get("//", "")),
                bad(404, "not-found", null, "two slashes and a path", get("//orders/x//", "")),
                bad(404, "not-found", null, "a semicolon", get("/;a=b", "")),
                bad(404, "not-found", null, "an order that is not", get("/orders/" + new UUID(7, 7), "")),
                bad(400, "invalid-request", "id", "an id that is none", get("/orders/17", "")),
                bad(400, "invalid-request", "id", "an id that is half of one", get("/orders/1-1-1-1-1", "")),
                bad(400, "invalid-request", "limit", "a hexadecimal limit", get("/orders?limit=0x10", "")),
                bad(400, "invalid-request", "limit", "a limit in Arabic digits", get("/orders?limit=%D9%A1", "")),
                bad(400, "invalid-request", "limit", "an empty limit", get("/orders?limit=", "")),
                bad(400, "invalid-request", "limit", "two limits", get("/orders?limit=1&limit=2", "")),
                bad(400, "invalid-request", "status", "an empty status", get("/orders?status=", "")),
                bad(400, "invalid-request", "status", "a status with a blank", get("/orders?status=ACCEPTED%20", "")),
                bad(400, "invalid-request", "limit", "a limit of 0", get("/orders?limit=0", "")),
                bad(400, "invalid-request", "limit", "a limit above 100", get("/orders?limit=101", "")),
                bad(400, "invalid-request", "limit", "a limit that is no number", get("/orders?limit=ten", "")),
                bad(400, "invalid-request", "status", "an unknown status", get("/orders?status=LOST", "")),
                bad(400, "invalid-request", "after", "a cursor that is none", get("/orders?after=1", "")),
                bad(400, "invalid-request", "after", "a NUL in a query", get("/stock?after=%00", "")),
                bad(400, "invalid-request", "", "a bad escape in a query", get("/orders?x=%zz", "")),
                bad(400, "invalid-request", "", "half an escape in a query", get("/stock?x=%", "")),
                bad(400, "invalid-request", "", "a query without a name", get("/orders?=1", "")),
                bad(400, "invalid-request", "", "2,000 parameters", get("/orders?" + "a&".repeat(2000), "")),
                bad(400, "invalid-request", "received", "a negative stock",
                        request("PUT", "/stock/A", JSON, "{\"received\":-1}")),
                bad(400, "invalid-request", "sku", "a path with a bad sku", get("/stock/pen", "")),
                bad(405, "method-not-allowed", null, "a wrong method", request("PATCH", "/orders", JSON, "{}")),
                bad(405, "method-not-allowed", null, "TRACE", request("TRACE", "/orders", "", "")),
                bad(400, "invalid-request", null, "an odd method", "GE{T / HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad(400, "invalid-request", null, "no request line", "\u0001\u0002\r\n\r\n"),
                bad(400, "invalid-request", null, "no Host", "GET /orders HTTP/1.1\r\nConnection: close\r\n\r\n"),
                bad(400, "invalid-request", null, "a malformed URI",
                        "GET /orders/{x} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                bad(400, "invalid-request", null, "a bad escape", get("/orders/%zz", "")),
                bad(400, "invalid-request", null, "an encoded slash", get("/orders%2f1", "")),
                bad(400, "invalid-request", null, "a header without a colon", get("/orders", "Bad Header\r\n")),
                bad(400, "invalid-request", null, "two content lengths",
                        "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
                bad(431, "request-header-fields-too-large", null, "a request line above 8 KiB",
                        get("/orders?x=" + "x".repeat(9_000), "")),
                bad(431, "request-header-fields-too-large", null, "headers above 8 KiB",
                        get("/orders", "X: " + "x".repeat(9_000) + "\r\n")),
                bad(501, "not-implemented", null, "an unknown transfer encoding",
                        post(JSON + "Transfer-Encoding: gold\r\n", ORDER)),
                bad(505, "http-version-not-supported", null, "another version of HTTP",
                        "GET /orders HTTP/3.7\r\nHost: a\r\n\r\n"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("requests")
    void areAnsweredWithAProblemThatNamesWhatIsWrong(int status, String type, @Nullable String field, String what,
            String request) {
        String answer = RawHttp.send(this.port, request);
        String[] parts = answer.split("\r\n\r\n", 2);
        JsonNode problem = JsonMapper.shared().readTree(unchunked(parts[1]));
        System.out.printf("| %s | %d | `%s` | %s |%n", what, status, problem.path("type").asString(),
                problem.path("detail").asString());
        assertThat(parts[0]).startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(problem.path("type").asString()).isEqualTo("urn:problem-type:orders:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        if (field != null) {
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        }
        if (parts[0].contains("chunked")) {
            assertThat(answer).endsWith("\r\n0\r\n\r\n");
        }
        assertThat(answer).doesNotContain("Exception", "com.example", "org.springframework", "java.lang", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Prefix: %", "X-Forwarded-Prefix: {a}", "X-Forwarded-Port: abc",
            "X-Forwarded-Host: %:%", "X-Forwarded-Proto: %", "X-Forwarded-For: %", "Forwarded: for=%;host=;proto",
            "Prefer: wait=%", "traceparent: 00-zz-1-1", "If-None-Match: %", "Range: bytes=%", "Accept-Language: %",
            "Cookie: %=;;", "Origin: %", "Expect: %"})
    void aMalformedHeaderThatTheServiceCanIgnoreChangesNothing(String header) {
        assertThat(RawHttp.send(this.port, get("/stock?limit=1", header + "\r\n"))).matches("(?s)HTTP/1.1 (200|417).*");
    }

    @Test
    void aWholeNumberMayBeWrittenWithAPoint() {
        assertThat(RawHttp.send(this.port, post(JSON, "{\"sku\":\"PEN-1\",\"quantity\":2.0}")))
                .startsWith("HTTP/1.1 202")
                .contains("\"quantity\":2,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "A\\ud83d"})
    void halfOfASurrogatePairIsNoText(String sku) {
        assertThat(RawHttp.send(this.port, post(JSON, "{\"sku\":\"" + sku + "\",\"quantity\":1}")))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"sku\"", "must be text, without half of a surrogate pair");
    }

    @Test
    void aWholeSurrogatePairIsText() {
        assertThat(RawHttp.send(this.port, post(JSON, "{\"sku\":\"\\ud83d\\ude00\",\"quantity\":1}")))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"sku\"", "must be 1 to 32")
                .doesNotContain("surrogate");
    }

    @Test
    void everyProblemNamesItsPathAndIsInEnglish() {
        String answer = RawHttp.send(this.port,
                post(JSON + "Accept-Language: de\r\n", "{\"sku\":\"A\",\"quantity\":0}"));
        assertThat(answer).contains("must be greater than or equal to 1", "\"instance\":\"/orders\"");
        assertThat(RawHttp.send(this.port, post(JSON, "{\"quantity\":" + "1".repeat(1001) + "}")))
                .contains("\"instance\":\"/orders\"");
        assertThat(RawHttp.send(this.port, request("TRACE", "/orders", "", ""))).contains("\"instance\":\"/orders\"");
    }

    @Test
    void doNotEndTheService() {
        assertThat(RawHttp.send(this.port, get("/readyz", ""))).startsWith("HTTP/1.1 200");
    }

    private static Arguments bad(int status, String type, @Nullable String field, String what, String request) {
        return Arguments.of(status, type, field, what, request);
    }

    private static String get(String target, String headers) {
        return request("GET", target, headers, "");
    }

    private static String post(String headers, String body) {
        return request("POST", "/orders", headers, body);
    }

    private static String request(String method, String target, String headers, String body) {
        String length = headers.contains("Transfer-Encoding") || body.isEmpty()
                ? ""
                : "Content-Length: %d\r\n".formatted(body.length());
        return "%s %s HTTP/1.1\r\nHost: orders\r\nConnection: close\r\n%s%s\r\n%s".formatted(method, target, headers,
                length, body);
    }

    private static String chunked(String body) {
        return "POST /orders HTTP/1.1\r\nHost: orders\r\nConnection: close\r\n%sTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(JSON, body.length(), body);
    }

    private static String unchunked(String body) {
        return body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
    }
}

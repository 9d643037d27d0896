package com.example.orders.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer of the service: sends what it is told to, repeats nothing. */
public final class Api {

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Api(URI base) {
        this.base = base;
    }

    public static Api onPort(int port) {
        return new Api(URI.create("http://localhost:" + port));
    }

    /** An answer, and how long it took. */
    public record Answer(int status, String body, HttpResponse<String> response, Duration took) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(this.body);
        }

        public String header(String name) {
            return this.response.headers().firstValue(name).orElse("");
        }

        public String text(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public Answer restock(String sku, long received) {
        return send("PUT", "/stock/" + sku, "{\"received\":%d}".formatted(received), "Content-Type",
                "application/json");
    }

    public Answer order(String sku, int quantity, String... headers) {
        return post("/orders", "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity), headers);
    }

    public Answer post(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("POST", path, body, all);
    }

    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
                .timeout(Duration.ofSeconds(40))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response,
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}

package com.example.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a service: sends what it is told to, retries nothing. */
public class ApiClient {

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public ApiClient(URI base) {
        this.base = base;
    }

    public static ApiClient onPort(int port) {
        return new ApiClient(URI.create("http://localhost:" + port));
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

    /** The value of a metric without tags, by the name that Prometheus sees; of a management port. */
    public double metric(String name) {
        return get("/actuator/prometheus").body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public Answer post(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("POST", path, body, all);
    }

    public Answer send(ClientRequest request) {
        String[] headers = request.headers()
                .entrySet()
                .stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        return send(request.method(), request.path(), request.body(), headers);
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

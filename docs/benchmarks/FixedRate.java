import module java.base;
import module java.net.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// Times to an answer at a fixed rate of requests, however slow the answers are.
///
///     java docs/benchmarks/FixedRate.java URL REQUESTS_PER_SECOND SECONDS [JSON]
///
/// With JSON they send it, and ask for an order's end by `Prefer: wait=5`: 200 if it is finished by then, else 202.
void main(String[] arguments) throws Exception {
    var request = (arguments.length > 3) ? post(arguments[0], arguments[3]) : to(arguments[0]).build();
    int rate = Integer.parseInt(arguments[1]);
    int first = rate * 5; // of this program, which is slow until it is compiled
    int requests = first + rate * Integer.parseInt(arguments[2]);
    var statuses = new ConcurrentSkipListMap<String, Integer>();
    var millis = new ConcurrentLinkedQueue<Long>();
    var start = System.nanoTime();
    try (var http = HttpClient.newHttpClient(); var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < requests; i++) {
            var counts = i >= first;
            var due = start + i * 1_000_000_000L / rate;
            LockSupport.parkNanos(due - System.nanoTime());
            clients.submit(() -> {
                statuses.merge(send(http, request), 1, Integer::sum);
                return !counts || millis.add((System.nanoTime() - due) / 1_000_000);
            });
        }
    }
    var sorted = millis.stream().sorted().toList();
    IO.println("%s; p50 %d ms, p99 %d ms, max %d ms".formatted(statuses, sorted.get(sorted.size() / 2),
            sorted.get(sorted.size() * 99 / 100), sorted.getLast()));
}

String send(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
        return Integer.toString(http.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException ex) {
        return ex.getClass().getSimpleName();
    }
}

HttpRequest post(String url, String json) {
    return to(url).header("Content-Type", "application/json").header("Prefer", "wait=5")
            .POST(BodyPublishers.ofString(json)).build();
}

HttpRequest.Builder to(String url) {
    return HttpRequest.newBuilder(URI.create(url)).version(HttpClient.Version.HTTP_1_1).timeout(Duration.ofSeconds(20));
}

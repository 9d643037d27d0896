import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Asks one address over and over, from 16 clients, and prints how many answers with status 200 came in each second. */
void main(String[] args) throws Exception {
    var seconds = Integer.parseInt(args[1]);
    var request = HttpRequest.newBuilder(URI.create(args[0])).build();
    var answers = new AtomicIntegerArray(seconds + 1);
    var start = System.nanoTime();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            var clients = Executors.newFixedThreadPool(16)) {
        for (var i = 0; i < 16; i++) {
            clients.execute(() -> {
                for (var second = 0; second < seconds;) {
                    try {
                        var good = client.send(request, BodyHandlers.discarding()).statusCode() == 200;
                        second = (int) ((System.nanoTime() - start) / 1_000_000_000);
                        answers.addAndGet(Math.min(second, seconds), good ? 1 : 0);
                    } catch (java.io.IOException | InterruptedException ex) {
                        second = (int) ((System.nanoTime() - start) / 1_000_000_000);
                    }
                }
            });
        }
    }
    for (var second = 0; second < seconds; second++) {
        System.out.print(answers.get(second) + " ");
    }
    System.out.println();
}

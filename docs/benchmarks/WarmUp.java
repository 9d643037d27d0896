import module java.net.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// Time to ready, answers per second in the first 12 seconds after that against those later, and memory after that load.
///
///     java docs/benchmarks/WarmUp.java IMAGE ROUNDS CPUS [OTHER IMAGE ...]
///
/// 16 clients ask and order as fast as they are answered, for 72 seconds; "steady" is the last 12 of these, and "flat" tells
/// how it compares to the 12 before. One request in twenty is an order.
static final int CLIENTS = 16;
static final int SECONDS = 72;
static final int SPAN = 12;

void main(String[] arguments) throws Exception {
    var image = Variant.image("image", arguments[0]);
    var variants = new ArrayList<>(List.of(
            Variant.plainJar(arguments[0]),
            image,
            image.with("both compilers", "-XX:TieredStopAtLevel=4"),
            image.with("both compilers, the JVM's first size of the heap",
                    "-XX:TieredStopAtLevel=4 -XX:InitialRAMPercentage=1.5625"),
            image.with("both compilers, counters as the JVM has them", Variant.JVM_COUNTERS)));
    variants.addAll(Variant.otherImages(arguments));
    var results = new Results("warm-up", "CPUs");
    try (var engine = new Engine()) {
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            for (var cpus : arguments[2].split(",")) {
                for (var variant : variants) {
                    try (var started = engine.start(variant, "--cpus", cpus)) {
                        results.add(cpus, variant.name(), "ready, s", started.afterStart().toMillis() / 1000.0);
                        var answers = load(started);
                        var first = answers.perSecond(0, SPAN);
                        var steady = answers.perSecond(SECONDS - SPAN, SECONDS);
                        results.add(cpus, variant.name(), "first 12 s, 1/s", first);
                        results.add(cpus, variant.name(), "not 2xx", answers.others().get());
                        results.add(cpus, variant.name(), "steady, 1/s", steady);
                        results.add(cpus, variant.name(), "first / steady", first / steady);
                        results.add(cpus, variant.name(), "flat", steady / answers.perSecond(SECONDS - 2 * SPAN, SECONDS - SPAN));
                        results.add(cpus, variant.name(), "80 % of steady after, s", answers.secondsTo(steady * .8));
                        results.add(cpus, variant.name(), "memory after, MiB", started.memory());
                    }
                }
            }
            Collections.rotate(variants, 1); // so that none is always the first
        }
    }
    results.print();
}

/** Answers with 2xx in each second, and how many there were with another status. */
record Answers(AtomicIntegerArray right, AtomicInteger others) {

    double perSecond(int from, int to) {
        return IntStream.range(from, to).map(right::get).sum() / (double) (to - from);
    }

    /** From when on three seconds together reach a rate. */
    int secondsTo(double rate) {
        return IntStream.range(0, SECONDS - 3).filter(i -> perSecond(i, i + 3) >= rate).findFirst().orElseThrow();
    }
}

Answers load(Engine.Started started) throws Exception {
    var answers = new Answers(new AtomicIntegerArray(SECONDS), new AtomicInteger());
    var start = System.nanoTime();
    started.restock();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
        for (var client : clients.invokeAll(Collections.nCopies(CLIENTS, () -> order(started.address(), start, answers)))) {
            client.get(); // one that gave up would make the later seconds look slow
        }
    }
    return answers;
}

Void order(URI address, long start, Answers answers) throws Exception {
    var ask = json(address.resolve("/stock/BENCHMARK")).build();
    var order = json(address.resolve("/orders"))
            .POST(BodyPublishers.ofString("{\"sku\": \"BENCHMARK\", \"quantity\": 1}")).build();
    try (var http = HttpClient.newHttpClient()) {
        for (int i = 1; ; i++) {
            var answer = http.send(i % 20 == 0 ? order : ask, BodyHandlers.discarding());
            var second = (int) Duration.ofNanos(System.nanoTime() - start).toSeconds();
            if (second >= SECONDS) {
                return null;
            }
            if (answer.statusCode() < 300) {
                answers.right().incrementAndGet(second);
            } else {
                answers.others().incrementAndGet();
            }
        }
    }
}

HttpRequest.Builder json(URI address) {
    return HttpRequest.newBuilder(address).version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json").timeout(Duration.ofSeconds(10));
}

import module java.base;
import module jdk.httpserver;

/// What traces cost in steady state: there are no ids, nothing exports them, a collector takes all or a tenth, is down, or
/// never answers.
///
///     java docs/benchmarks/Traces.java IMAGE ROUNDS
///
/// The service has one core for itself; PostgreSQL and the clients share another. The collector uses either. After a minute
/// of load 16 clients read for a minute. Needs Linux and Go.
static final String READ = "/stock/BENCHMARK";
static final int SECONDS = 60;
static final String TRACING = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
        + ".OpenTelemetryTracingAutoConfiguration";

void main(String[] arguments) throws Exception {
    var image = Variant.image("image", arguments[0]);
    var load = Load.of(arguments[0], "--cpuset-cpus", "1");
    var results = new Results("traces", "clients");
    var taking = HttpServer.create(new InetSocketAddress(0), 0);
    taking.createContext("/", exchange -> {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    });
    taking.start();
    try (var silent = new ServerSocket(0); var engine = new Engine("--cpuset-cpus", "1")) {
        var variants = List.of(image.withOptions("no ids", "--env", "SPRING_AUTOCONFIGURE_EXCLUDE=" + TRACING),
                image.withOptions("no collector"),
                exporting(image, "a collector takes all", taking.getAddress().getPort(), "1.0"),
                exporting(image, "a collector takes a tenth", taking.getAddress().getPort(), "0.1"),
                exporting(image, "the collector is down", 9, "1.0"),
                exporting(image, "the collector never answers", silent.getLocalPort(), "1.0"));
        try (var started = engine.start(image)) {
            started.restock(); // and the schema
        }
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            for (var variant : variants) {
                try (var started = engine.start(variant, "--cpuset-cpus", "0")) {
                    load.run(engine, READ, "16", SECONDS);
                    var cpuBefore = started.cpuTime();
                    var warningsBefore = started.warnings();
                    var answer = load.run(engine, READ, "16", SECONDS);
                    results.add("16", variant.name(), "answers/s", answer.answers() / (double) SECONDS);
                    results.add("16", variant.name(), "CPU for each, µs", (started.cpuTime() - cpuBefore) * 1e6 / answer.answers());
                    results.add("16", variant.name(), "p99, ms", answer.p99() / 1000.0);
                    results.add("16", variant.name(), "failed", answer.failed());
                    results.add("16", variant.name(), "warnings in this minute", started.warnings() - warningsBefore);
                    results.add("16", variant.name(), "memory after, MiB", started.memory());
                }
            }
        }
    }
    taking.stop(0);
    results.print();
}

Variant exporting(Variant image, String what, int port, String probability) {
    return image.withOptions(what, "--add-host", "collector:host-gateway",
            "--env", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:" + port,
            "--env", "MANAGEMENT_TRACING_SAMPLING_PROBABILITY=" + probability);
}

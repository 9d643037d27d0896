/// CPU time for each read in steady state: Orders against a peer in Go, and against bare Spring MVC and JDBC.
///
///     ./mvnw -f docs/benchmarks/spring-peer package
///     java docs/benchmarks/Steady.java IMAGE ROUNDS [CLIENTS]
///
/// The service has one core for itself; PostgreSQL and the clients share another. First comes load until ten seconds bring
/// no more than the ten before, twice. Then each number of clients (8,16,64,256) reads for ten seconds, as fast as it is
/// answered, and 16@3000 at most 3,000 times a second. Needs Linux and Go.
static final String READ = "/stock/BENCHMARK";
static final int SECONDS = 10;
static final int LONGEST_WARM_UP = 24; // times ten seconds
static final double FLAT = 1.02;

void main(String[] arguments) throws Exception {
    var orders = Variant.image("image", arguments[0]);
    var both = orders.with("both compilers", "-XX:TieredStopAtLevel=4");
    var variants = new ArrayList<>(List.of(Variant.goPeer(arguments[0]), Variant.springPeer(arguments[0]), orders, both,
            orders.with("both compilers, counters as the JVM has them", Variant.JVM_COUNTERS),
            both.withOptions("platform threads", "--env", "SPRING_THREADS_VIRTUAL_ENABLED=false",
                    "--env", "SERVER_TOMCAT_THREADS_MAX=600")));
    var clients = (arguments.length > 2) ? arguments[2] : "8,16,64,256,16@3000";
    var load = Load.of(arguments[0], "--cpuset-cpus", "1");
    var results = new Results("steady", "clients");
    try (var engine = new Engine("--cpuset-cpus", "1")) {
        try (var started = engine.start(orders)) {
            started.restock(); // and the schema
        }
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            for (var variant : variants) {
                try (var started = engine.start(variant, "--cpuset-cpus", "0")) {
                    results.add("16", variant.name(), "warm-up, s", warmUp(engine, load));
                    for (var count : clients.split(",")) {
                        var cpuBefore = started.cpuTime();
                        var databaseBefore = engine.databaseCpuTime();
                        var own = Ticks.of("cpu0");
                        var other = Ticks.of("cpu1");
                        var answer = load.run(engine, READ, count, SECONDS);
                        var idle = own.idleSince();
                        var otherIdle = other.idleSince();
                        results.add(count, variant.name(), "answers/s", answer.answers() / (double) SECONDS);
                        results.add(count, variant.name(), "CPU for each, µs",
                                (started.cpuTime() - cpuBefore) * 1e6 / answer.answers());
                        results.add(count, variant.name(), "CPU of the database, µs",
                                (engine.databaseCpuTime() - databaseBefore) * 1e6 / answer.answers());
                        results.add(count, variant.name(), "p99, ms", answer.p99() / 1000.0);
                        results.add(count, variant.name(), "failed", answer.failed());
                        results.add(count, variant.name(), "its core idle, %", 100 * idle);
                        results.add(count, variant.name(), "other core idle, %", 100 * otherIdle);
                    }
                    results.add("256", variant.name(), "memory after, MiB", started.memory());
                }
            }
            Collections.rotate(variants, 1); // so that none is always the first
        }
    }
    results.print();
}

/** Seconds of load until the rate is flat. */
int warmUp(Engine engine, Load load) throws Exception {
    int before = 0;
    int flat = 0;
    for (int i = 1; i <= LONGEST_WARM_UP; i++) {
        int now = load.run(engine, READ, "16", SECONDS).answers();
        flat = (now < before * FLAT) ? flat + 1 : 0;
        if (flat == 2) {
            return i * SECONDS;
        }
        before = now;
    }
    return LONGEST_WARM_UP * SECONDS;
}

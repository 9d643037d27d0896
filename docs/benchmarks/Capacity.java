import module java.base;

/// What a number of pods with a CPU limit can do: steps of a fixed rate, up to the first that misses an objective.
///
///     java docs/benchmarks/Capacity.java IMAGE [CPUS [PODS]]     default: 1,0.5,0.25 1,2,3
///
/// Each CPU limit is measured with each number of pods, with reads and with orders. The knee is the last step of which 99.9 %
/// are answered, 99 % within 300 ms, and, of orders, less than a second's wait at its end. Each step is printed with the CPU of
/// pods, clients and database, and with what was full in it. Takes 24 minutes at most, and says what it did not reach. Needs
/// vegeta on the PATH, and an engine on this machine, a Linux:
///
///     go install github.com/tsenart/vegeta/v12@v12.13.0
static final Duration LONGEST = Duration.ofMinutes(24);
static final int SECONDS = 6;
static final int WARM_UP = 6;
static final int STEPS = 11;
/// The first step, as a part of what the CPUs may be able to do, and how much larger each next one is.
static final double FIRST = 0.05;
static final double GROWTH = 1.5;
static final int PRODUCTS = 100;

/// The objectives: docs/sla/README.md.
static final double ANSWERED = 0.999;
static final double P99 = 300;

/// With a request that is sent, and how many of them a CPU may be able to answer in a second.
enum Kind {

    READS(4000) {
        @Override
        String target(URI pod, int product) {
            return "{\"method\":\"GET\",\"url\":\"%s/stock/P%d\"}".formatted(pod, product);
        }
    },
    ORDERS(600) {
        @Override
        String target(URI pod, int product) {
            var order = "{\"sku\":\"P%d\",\"quantity\":1}".formatted(product).getBytes();
            return "{\"method\":\"POST\",\"url\":\"%s/orders\",\"header\":{\"Content-Type\":[\"application/json\"]},\"body\":\"%s\"}"
                    .formatted(pod, Base64.getEncoder().encodeToString(order));
        }
    };

    final int perCpu;

    Kind(int perCpu) {
        this.perCpu = perCpu;
    }

    abstract String target(URI pod, int product);
}

/// Pods with a limit; its name is a row's first cell.
record Setting(Engine engine, List<Engine.Started> pods, String cpus) {

    String name() {
        return "%s × %d".formatted(cpus, pods.size());
    }

    double limit() {
        return Double.parseDouble(cpus) * pods.size();
    }

    double cpuTime() throws Exception {
        var total = 0.0;
        for (var pod : pods) {
            total += pod.cpuTime();
        }
        return total;
    }

    /// In MiB, of the largest.
    long memory() throws Exception {
        var largest = 0L;
        for (var pod : pods) {
            largest = Math.max(largest, pod.memory());
        }
        return largest;
    }

    int orders(String which) throws Exception {
        return Integer.parseInt(engine.sql("select count(*) from orders where status " + which + " 'ACCEPTED'"));
    }
}

/// A step. Times are in ms, CPU is in CPUs, what was idle is a part of the machine, and memory is that after it, in MiB.
record Step(double asked, double sent, double answered, double success, double p50, double p99, double fulfilled, int waiting,
        double pods, double client, double database, double idle, long memory, double limit) {

    /// A backlog of less than a second's orders is none that grows.
    boolean keepsObjectives() {
        return success >= ANSWERED && p99 <= P99 && sent >= 0.97 * asked && waiting <= asked;
    }

    /// What stood in the way. If the machine is full, the step tells nothing of the pods.
    String full() {
        var full = new ArrayList<String>();
        if (idle < 0.05) {
            full.add("**machine**");
        }
        if (sent < 0.97 * asked) {
            full.add("**clients**");
        }
        if (pods > 0.95 * limit) {
            full.add("pods");
        }
        return String.join(", ", full);
    }
}

final Map<Kind, Double> ofOnePod = new EnumMap<>(Kind.class);
final long end = System.nanoTime() + LONGEST.toNanos();

void main(String[] arguments) throws Exception {
    var results = new Results("capacity", "CPUs × pods");
    IO.println("| CPUs × pods | | asked/s | answered/s | success, % | p50, ms | p99, ms | fulfilled/s | CPU of pods, % of limit | CPU of clients "
            + "| CPU of database | idle, % | memory, MiB | full | objectives |");
    IO.println("|" + " --- |".repeat(15));
    try (var engine = new Engine()) {
        for (var pods : list(arguments, 2, "1,2,3")) {
            for (var cpus : list(arguments, 1, "1,0.5,0.25")) {
                if (isLate()) {
                    IO.println("out of time, not measured: %s × %s".formatted(cpus, pods));
                } else {
                    measure(engine, Variant.image("image", arguments[0]), cpus, Integer.parseInt(pods), results);
                }
            }
        }
    }
    results.print();
}

void measure(Engine engine, Variant variant, String cpus, int count, Results results) throws Exception {
    var pods = new ArrayList<Engine.Started>();
    try {
        for (int i = 0; i < count; i++) {
            pods.add(engine.start(variant, "--cpus", "1")); // a start is another benchmark
        }
        var setting = new Setting(engine, pods, cpus);
        engine.sql("""
                insert into stock (sku, received, on_hand) select 'P' || n, 100000000, 100000000
                  from generate_series(0, %d) n on conflict do nothing
                """.formatted(PRODUCTS - 1));
        results.add(setting.name(), "ready", "memory, MiB", setting.memory());
        for (var kind : Kind.values()) {
            attack(setting, kind, kind.perCpu * 0.2 * count, WARM_UP);
        }
        for (var pod : pods) {
            pod.limit(cpus);
        }
        for (var kind : Kind.values()) {
            settle(setting);
            findKnee(setting, kind, results);
        }
    } finally {
        for (var pod : pods) {
            pod.close();
        }
    }
}

void findKnee(Setting setting, Kind kind, Results results) throws Exception {
    Step knee = null;
    Step beyond = null;
    var rate = FIRST * kind.perCpu * setting.limit();
    for (int i = 0; i < STEPS && beyond == null && !isLate(); i++, rate *= GROWTH) {
        var step = step(setting, kind, rate);
        if (step.keepsObjectives()) {
            knee = step;
        } else {
            beyond = step;
        }
    }
    if (knee == null || beyond == null) {
        IO.println("no knee found: %s, %s".formatted(setting.name(), name(kind)));
        return;
    }
    var memory = knee.memory(); // a heap that has grown beyond the knee stays large
    if (!isLate()) {
        var between = step(setting, kind, Math.sqrt(knee.asked() * beyond.asked()));
        if (between.keepsObjectives()) {
            knee = between;
        } else {
            beyond = between;
        }
    }
    var at = setting.name();
    results.add(at, name(kind), "knee, 1/s", knee.answered());
    if (setting.limit() == 1 && setting.pods().size() == 1) {
        ofOnePod.put(kind, knee.answered());
    }
    if (ofOnePod.containsKey(kind)) {
        results.add(at, name(kind), "÷ one pod of 1 CPU", knee.answered() / ofOnePod.get(kind));
    }
    results.add(at, name(kind), "p50, ms", knee.p50());
    results.add(at, name(kind), "p99, ms", knee.p99());
    results.add(at, name(kind), "CPU of pods", knee.pods());
    results.add(at, name(kind), "CPU of clients", knee.client());
    results.add(at, name(kind), "CPU of database", knee.database());
    results.add(at, name(kind), "idle, %", 100 * knee.idle());
    results.add(at, name(kind), "idle beyond the knee, %", 100 * beyond.idle());
    results.add(at, name(kind), "asked beyond the knee, 1/s", beyond.asked());
    results.add(at, name(kind), "answered beyond the knee, 1/s", beyond.answered());
    results.add(at, name(kind), "memory, MiB", memory);
    results.add(at, name(kind), "memory beyond the knee, MiB", beyond.memory());
    results.add(at, name(kind), "connections", Double.parseDouble(
            setting.engine().sql("select count(*) from pg_stat_activity where application_name = 'orders'")));
}

boolean isLate() {
    return System.nanoTime() > end;
}

Step step(Setting setting, Kind kind, double rate) throws Exception {
    var pods = setting.cpuTime();
    var database = setting.engine().databaseCpuTime();
    var fulfilled = setting.orders("<>");
    var attack = attack(setting, kind, rate, SECONDS);
    var waiting = setting.orders("=");
    fulfilled = setting.orders("<>") - fulfilled;
    database = setting.engine().databaseCpuTime() - database;
    pods = setting.cpuTime() - pods;
    var step = new Step(attack.asked(), attack.value("rate"), attack.value("throughput"), attack.value("success"),
            attack.value("50th") / 1e6, attack.value("99th") / 1e6, fulfilled / attack.seconds(), waiting,
            pods / attack.seconds(), attack.cpuTime() / attack.seconds(), database / attack.seconds(), attack.idle(),
            setting.memory(), setting.limit());
    IO.println("| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %d | %s | %s |".formatted(setting.name(), name(kind),
            number(step.asked()), number(step.answered()), number(100 * step.success()), number(step.p50()),
            number(step.p99()), kind == Kind.ORDERS ? number(step.fulfilled()) : "",
            number(100 * step.pods() / step.limit()), number(step.client()), number(step.database()),
            number(100 * step.idle()), step.memory(), step.full(), step.keepsObjectives() ? "kept" : "missed"));
    settle(setting);
    return step;
}

/// What vegeta sent. Its report is JSON; its CPU time and how long it took are in seconds.
record Attack(double asked, String report, double cpuTime, double seconds, double idle) {

    double value(String key) {
        var found = Pattern.compile("\"" + key + "\":([-+.eE\\d]+)").matcher(report);
        if (!found.find()) {
            throw new IllegalStateException("vegeta reported no " + key + ": " + report);
        }
        return Double.parseDouble(found.group(1));
    }
}

Attack attack(Setting setting, Kind kind, double rate, int seconds) throws Exception {
    var folder = Files.createDirectories(Path.of("target/benchmarks"));
    var targets = new ArrayList<String>();
    var addresses = new ArrayList<URI>();
    for (var pod : setting.pods()) {
        addresses.add(pod.ownAddress());
    }
    for (int product = 0; product < PRODUCTS; product++) {
        for (var address : addresses) {
            targets.add(kind.target(address, product));
        }
    }
    var file = Files.write(folder.resolve("targets.json"), targets);
    var answers = folder.resolve("answers.bin");
    var asked = Math.max(1, Math.round(rate));
    var before = Ticks.of("cpu");
    var start = System.nanoTime();
    // The shell's "times" has the CPU time of its children.
    var times = run("sh", "-c", "vegeta attack -format=json -targets=\"$0\" -rate=\"$1\" -duration=\"$2s\" -timeout=5s "
            + "-max-workers=1000 -max-body=0 -output=\"$3\" && times", file.toString(), Long.toString(asked),
            Integer.toString(seconds), answers.toString());
    var took = (System.nanoTime() - start) / 1e9;
    var idle = before.idleSince();
    var ofChildren = Pattern.compile("(\\d+)m([\\d.]+)s").matcher(times.lines().toList().getLast()).results()
            .mapToDouble(time -> Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2))).sum();
    return new Attack(asked, run("vegeta", "report", "-type=json", answers.toString()), ofChildren, took, idle);
}

/// The same state before each step: no order waits, and the tables are small.
void settle(Setting setting) throws Exception {
    var patience = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (setting.orders("=") > 0 && System.nanoTime() < patience) {
        Thread.sleep(200);
    }
    setting.engine().sql("truncate orders, idempotency_keys; delete from scheduled_tasks where task_name = 'fulfilment'");
}

String run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output = new String(process.getInputStream().readAllBytes()).strip();
    if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
    return output;
}

List<String> list(String[] arguments, int index, String otherwise) {
    return List.of((arguments.length > index ? arguments[index] : otherwise).split(","));
}

String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
}

static String number(double value) {
    return String.format(Locale.ROOT, value >= 20 ? "%.0f" : value >= 1 ? "%.1f" : "%.2f", value);
}

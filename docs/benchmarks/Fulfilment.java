/// Orders accepted and fulfilled per second, against pgbench with the same statements for each order, and with older ones.
///
///     java docs/benchmarks/Fulfilment.java IMAGE ROUNDS
///
/// Accepted: 64 clients, while workers are paused and while they work, after a minute of the same. Fulfilled: a backlog of
/// one product, or of a thousand, by 1, 2 and 6 processes; its second half counts, when code is compiled. Of pgbench, the
/// best number of clients counts. Needs Go, and an engine on this machine, a Linux with two cores.
static final int ORDERS = 16_000; // for each process, and in all for pgbench
static final int WARM_UP = 60;
static final int SECONDS = 10;
static final String CLIENTS = "64";
static final String ORDER = "{\"sku\": \"P0\", \"quantity\": 1}";
static final List<String> PGBENCH_CLIENTS = List.of("4", "8", "16");
static final List<Integer> PROCESSES = List.of(1, 2, 6);

/// With a whole CPU each, six processes take the two cores from each other and from PostgreSQL. With a sixth of a CPU each, they
/// have one core for all, and PostgreSQL has the other.
static final List<Cores> CORES = List.of(new Cores("1", "0,1", "0,1"), new Cores("0.16", "0", "1"));

/// CPUs of a process, and the cores for all of them and for PostgreSQL.
record Cores(String cpus, String ofProcesses, String ofDatabase) {}

static final String ACCEPT = """
        begin;
        insert into orders (sku, quantity) values ('P0', 1) returning id as order \\gset
        insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
        values ('fulfilment', :order, (select data from template), now(), false, 1);
        commit;
        """;

/// What the service does for an order, around what ends it. A sequence stands for the search for due tasks.
static final String TASK = """
        select id as order from backlog where number = (select nextval('next')) \\gset
        update scheduled_tasks set picked = true, picked_by = 'pgbench', last_heartbeat = now(), version = version + 1
        where task_name = 'fulfilment' and task_instance = :order;
        %s
        delete from scheduled_tasks where task_name = 'fulfilment' and task_instance = :order;
        """;
static final String FULFIL = TASK.formatted("""
        with wanted as (
          select id as order_id, sku as product, quantity as pieces
          from orders where id = :order and status = 'ACCEPTED' for update
        ), picked as (
          update stock set on_hand = on_hand - pieces from wanted where sku = product and on_hand >= pieces returning 1
        )
        update orders set status = 'FULFILLED', ended_at = clock_timestamp() from wanted, picked where id = order_id;
        """);

/// As the service did it when the goal was set: the product's row is locked for two round trips.
static final String FULFIL_BEFORE = TASK.formatted("""
        begin;
        select sku as product, quantity as pieces from orders where id = :order and status = 'ACCEPTED' for update \\gset
        update stock set on_hand = on_hand - :pieces where sku = :product and on_hand >= :pieces;
        update orders set status = 'FULFILLED', ended_at = clock_timestamp() where id = :order and status = 'ACCEPTED';
        commit;
        """);

void main(String[] arguments) throws Exception {
    var image = arguments[0];
    var load = Load.of(image);
    var results = new Results("fulfilment", "processes");
    try (var engine = new Engine()) {
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            accept(engine, image, load, results);
            fulfil(engine, image, results);
        }
    }
    results.print();
}

void accept(Engine engine, String image, Load load, Results results) throws Exception {
    for (var compilers : List.of("1", "4")) {
        for (var packingTime : List.of("9m", "0s")) {
            var what = "accepted, " + (packingTime.equals("0s") ? "workers at work" : "workers paused")
                    + (compilers.equals("4") ? ", both compilers" : "");
            try (var service = engine.start(service(image, compilers, packingTime))) {
                stock(engine, 1, 100_000_000);
                load.run(engine, "/orders", CLIENTS, WARM_UP, ORDER);
                measure(engine, List.of(service), () -> {
                    var answer = load.run(engine, "/orders", CLIENTS, SECONDS, ORDER);
                    results.add("1", what, "failed", answer.failed());
                    return new Done(answer.answers(), answer.answers() / (double) SECONDS);
                }).addTo(results, "1", what);
                results.add("1", what, "fulfilled meanwhile, 1/s", fulfilledMeanwhile(engine));
                engine.sql("create table if not exists template as "
                        + "select task_data as data from scheduled_tasks where task_name = 'fulfilment' limit 1");
            }
            empty(engine);
        }
    }
    measure(engine, List.of(), () -> {
        var rate = engine.pgbench(ACCEPT, CLIENTS, "--time", Integer.toString(SECONDS));
        return new Done(rate * SECONDS, rate);
    }).addTo(results, "pgbench", "accepted");
}

/// So many orders, at this rate.
record Done(double orders, double perSecond) {}

/// A rate, the CPU time for each of its orders, and the part of the machine that was idle.
record Measured(double perSecond, double service, double database, double idle) {

    void addTo(Results results, String at, String what) throws IOException {
        results.add(at, what, "orders/s", perSecond);
        results.add(at, what, "CPU of the service for each, ms", service * 1000);
        results.add(at, what, "CPU of the database for each, ms", database * 1000);
        results.add(at, what, "idle, %", 100 * idle);
    }
}

Measured measure(Engine engine, List<Engine.Started> services, Callable<Done> load) throws Exception {
    var before = Ticks.of("cpu");
    var database = engine.databaseCpuTime();
    var own = cpuTime(services);
    var done = load.call();
    return new Measured(done.perSecond(), (cpuTime(services) - own) / done.orders(),
            (engine.databaseCpuTime() - database) / done.orders(), before.idleSince());
}

double cpuTime(List<Engine.Started> services) throws Exception {
    var total = 0.0;
    for (var each : services) {
        total += each.cpuTime();
    }
    return total;
}

/// How many were fulfilled in a second while orders were accepted: before and after the load, workers have the cores for
/// themselves.
double fulfilledMeanwhile(Engine engine) throws Exception {
    var seconds = SECONDS - 1;
    return Double.parseDouble(engine.sql("""
            select count(*) from orders, (select max(accepted_at) as last from orders)
            where status = 'FULFILLED' and ended_at between last - interval '%d s' and last
            """.formatted(seconds))) / seconds;
}

void fulfil(Engine engine, String image, Results results) throws Exception {
    for (int products : new int[] {1, 1000}) {
        var what = "fulfilled, " + ((products == 1) ? "one product" : products + " products");
        byPgbench(engine, products, FULFIL).addTo(results, "pgbench", what);
        byPgbench(engine, products, FULFIL_BEFORE).addTo(results, "pgbench, old statements", what);
        for (var cores : CORES) {
            for (int processes : PROCESSES) {
                byProcesses(engine, image, cores, products, processes)
                        .addTo(results, processes + " of " + cores.cpus() + " CPU", what);
            }
        }
    }
}

Measured byPgbench(Engine engine, int products, String script) throws Exception {
    var all = new ArrayList<Measured>();
    for (var clients : PGBENCH_CLIENTS) {
        fill(engine, products, ORDERS);
        engine.sql("drop table if exists backlog; drop sequence if exists next; create sequence next;"
                + "create table backlog as select row_number() over (order by id) as number, id from orders;"
                + "create unique index on backlog (number); analyze backlog");
        var each = Integer.toString(ORDERS / Integer.parseInt(clients));
        all.add(measure(engine, List.of(),
                () -> new Done(ORDERS, engine.pgbench(script, clients, "--transactions", each))));
    }
    return Collections.max(all, Comparator.comparing(Measured::perSecond));
}

Measured byProcesses(Engine engine, String image, Cores cores, int products, int processes) throws Exception {
    empty(engine);
    var started = new ArrayList<Engine.Started>();
    engine.pinDatabase(cores.ofDatabase());
    try {
        for (int i = 0; i < processes; i++) {
            started.add(engine.start(service(image, "1", "0s"), "--cpus", "1"));
        }
        for (var each : started) {
            each.limit(cores.cpus());
            each.pin(cores.ofProcesses());
        }
        return measure(engine, started, () -> {
            fill(engine, products, processes * ORDERS);
            while (engine.sql("select exists (select from scheduled_tasks where task_name = 'fulfilment')").equals("t")) {
                Thread.sleep(500);
            }
            return new Done(processes * ORDERS, fulfilledPerSecond(engine));
        });
    } finally {
        for (var each : started) {
            each.close();
        }
        engine.pinDatabase("0,1");
    }
}

/// Of the second half, when code is compiled.
double fulfilledPerSecond(Engine engine) throws Exception {
    return Double.parseDouble(engine.sql("""
            select count(*) / extract(epoch from max(ended_at) - min(ended_at))
            from (select ended_at, ntile(2) over (order by ended_at) as half from orders where status = 'FULFILLED')
            where half = 2
            """));
}

void empty(Engine engine) throws Exception {
    engine.sql("truncate orders, idempotency_keys; delete from scheduled_tasks where task_name = 'fulfilment'");
}

/// A backlog of orders, with enough stock.
void fill(Engine engine, int products, int orders) throws Exception {
    empty(engine);
    stock(engine, products, orders);
    engine.sql("""
            with placed as (
              insert into orders (sku, quantity) select 'P' || n %% %2$d, 1 from generate_series(1, %1$d) n
              returning id
            )
            insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
              select 'fulfilment', id, data, now(), false, 1 from placed, template;
            analyze
            """.formatted(orders, products));
}

void stock(Engine engine, int products, int pieces) throws Exception {
    engine.sql("""
            insert into stock (sku, received, on_hand)
              select 'P' || n, %1$d, %1$d from generate_series(0, %2$d - 1) n
              on conflict (sku) do update set received = excluded.received, on_hand = excluded.on_hand
            """.formatted(pieces, products));
}

Variant service(String image, String compilers, String packingTime) {
    return new Variant("Orders", "/readyz", List.of("--env", "ORDERS_FULFILMENT_PACKINGTIME=" + packingTime,
            "--env", "CHASSIS_TASKS_MAXBACKLOG=1000000", "--env", "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=" + compilers,
            image));
}

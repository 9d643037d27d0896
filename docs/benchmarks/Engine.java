import module java.base;
import module java.net.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The container engine, by its command line, with a network and a PostgreSQL for what is measured. */
class Engine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name = "orders-benchmark-" + ProcessHandle.current().pid();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Starts PostgreSQL, with options of {@code docker run} that limit it. */
    Engine(String... limits) throws IOException, InterruptedException {
        docker("network", "create", name);
        var command = new ArrayList<>(List.of("run", "--detach", "--name", name + "-postgres", "--network", name,
                "--network-alias", "postgres", "--env", "POSTGRES_USER=orders", "--env", "POSTGRES_DB=orders",
                "--env", "POSTGRES_HOST_AUTH_METHOD=trust"));
        command.addAll(List.of(limits));
        command.add("postgres:18");
        docker(command.toArray(String[]::new));
    }

    /** Starts it with memory as in the manifests and these limits of its CPU, and waits until it is ready. */
    Started start(Variant variant, String... limits) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("create", "--network", name, "--network-alias", "service",
                "--publish", "127.0.0.1::8080", "--memory", "512m", "--read-only", "--tmpfs", "/tmp",
                "--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        command.addAll(List.of(limits));
        command.addAll(variant.arguments());
        var container = docker(command.toArray(String[]::new));
        var start = System.nanoTime();
        docker("start", container);
        var address = URI.create("http://" + docker("port", container, "8080/tcp").lines().findFirst().orElseThrow());
        var probe = HttpRequest.newBuilder(address.resolve(variant.probe())).timeout(Duration.ofSeconds(2)).build();
        while (!answers(probe)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                var lines = docker("logs", "--tail", "5", container);
                docker("rm", "--force", container);
                throw new IllegalStateException("%s was not ready within %d s:%n%s".formatted(variant.name(),
                        PATIENCE.toSeconds(), lines));
            }
            Thread.sleep(10);
        }
        return new Started(container, address, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Runs a program to its end in the network of the service, and gives what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("run", "--rm", "--network", name));
        command.addAll(List.of(arguments));
        return docker(command.toArray(String[]::new));
    }

    /** Runs statements in PostgreSQL, and gives the rows of the last. */
    String sql(String statements) throws IOException, InterruptedException {
        return docker("exec", name + "-postgres", "psql", "-U", "orders", "-qtA", "-v", "ON_ERROR_STOP=1", "-c", statements);
    }

    /** Runs a script by as many clients as given, and gives its transactions per second. */
    double pgbench(String script, String clients, String... length) throws IOException, InterruptedException {
        var command = "printf '%s' \"$0\" >/tmp/script && pgbench -U orders --no-vacuum --protocol prepared --file /tmp/script --client "
                + clients + " --jobs 2 " + String.join(" ", length) + " orders";
        var printed = docker("exec", name + "-postgres", "sh", "-c", command, script);
        return Double.parseDouble(printed.replaceFirst("(?s).*tps = ([0-9.]+).*", "$1"));
    }

    /** Leaves PostgreSQL these cores. */
    void pinDatabase(String cores) throws IOException, InterruptedException {
        docker("update", "--cpuset-cpus", cores, name + "-postgres");
    }

    /** The CPU time that PostgreSQL has used so far, in seconds; only where the engine is on this machine, a Linux. */
    double databaseCpuTime() throws IOException, InterruptedException {
        var total = 0.0;
        for (var process : docker("top", name + "-postgres", "-o", "pid").lines().skip(1).toList()) {
            total += cpuTime(process.strip());
        }
        return total;
    }

    /** That of a process and of its children that have ended. */
    private static double cpuTime(String process) throws IOException {
        var file = Path.of("/proc", process, "stat");
        try {
            var fields = Files.readString(file).replaceFirst(".*\\) ", "").split(" ");
            return IntStream.rangeClosed(11, 14).mapToLong(i -> Long.parseLong(fields[i])).sum() / 100.0; // in ticks
        } catch (IOException ex) {
            if (Files.exists(file)) {
                throw ex;
            }
            return 0; // it has ended: its parent has it now
        }
    }

    private boolean answers(HttpRequest probe) throws InterruptedException {
        try {
            return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        docker("rm", "--force", "--volumes", name + "-postgres");
        docker("network", "rm", name);
    }

    private static String docker(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** A container that is ready, and is removed when closed. */
    record Started(String container, URI address, Duration afterStart) implements AutoCloseable {

        /** Stocks the product that the clients ask for. */
        void restock() throws IOException, InterruptedException {
            var restock = HttpRequest.newBuilder(address.resolve("/stock/BENCHMARK")).version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/json").timeout(Duration.ofSeconds(10))
                    .PUT(BodyPublishers.ofString("{\"received\": 100000}")).build();
            try (var http = HttpClient.newHttpClient()) {
                var status = http.send(restock, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new IllegalStateException("restocking was answered with " + status);
                }
            }
        }

        /** Leaves it another number of CPUs. */
        void limit(String cpus) throws IOException, InterruptedException {
            docker("update", "--cpus", cpus, container);
        }

        /** Leaves it these cores. */
        void pin(String cores) throws IOException, InterruptedException {
            docker("update", "--cpuset-cpus", cores, container);
        }

        /** The resident set of its process, in MiB: its own memory and what it has mapped of files. */
        long memory() throws IOException, InterruptedException {
            var rows = docker("top", container, "-o", "pid,rss").lines().toList();
            return Long.parseLong(rows.getLast().strip().split("\\s+")[1]) / 1024;
        }

        /** How many lines of its log are warnings or errors. */
        long warnings() throws IOException, InterruptedException {
            return docker("logs", container).lines().filter(line -> line.matches(".*\"level\":\"(WARN|ERROR)\".*")).count();
        }

        /** The CPU time that its process has used so far, in seconds; only where the engine is on this machine, a Linux. */
        double cpuTime() throws IOException, InterruptedException {
            return Engine.cpuTime(docker("inspect", "--format", "{{.State.Pid}}", container));
        }

        /** Its own address, without the engine's proxy between; only where the engine is on this machine, a Linux. */
        URI ownAddress() throws IOException, InterruptedException {
            var networks = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
            return URI.create("http://" + docker("inspect", "--format", networks, container) + ":8080");
        }

        @Override
        public void close() throws IOException, InterruptedException {
            docker("rm", "--force", container);
        }
    }
}

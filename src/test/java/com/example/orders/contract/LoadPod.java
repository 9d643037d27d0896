package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.support.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Customers in a pod of the cluster, who know the service by its name. */
final class LoadPod implements AutoCloseable {

    /** Compiled here: with a second main among the tests {@code spring-boot:test-run} would not know which to run. */
    private static final String MAIN = """
            package com.example.orders.contract;

            class LoadMain {

                static void main(String[] arguments) throws InterruptedException {
                    LoadPod.Program.run(arguments[0]);
                }
            }
            """;

    private final Pod pod;

    LoadPod(Deployed deployed) {
        Path classes = copy();
        compileMain(classes);
        ObjectNode manifest = new JsonMapper().createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        manifest.putObject("metadata").put("name", "load-" + System.nanoTime());
        ObjectNode spec = manifest.putObject("spec").put("restartPolicy", "Never");
        spec.putArray("volumes");
        ObjectNode container = spec.putArray("containers").addObject().put("name", "load")
                .put("image", Cluster.get().podTemplate().at("/spec/containers/0/image").asString());
        container.putArray("volumeMounts");
        Stream.of("java", "-XX:TieredStopAtLevel=1", "-cp", classes.toString(), "com.example.orders.contract.LoadMain",
                "http://orders." + deployed.kubectl().namespace() + ":8080")
                .forEach(container.putArray("command")::add);
        new Mounts(spec, container).add(classes);
        Folder.delete(classes);
        this.pod = Pod.create(Cluster.get().kubectl(), manifest);
    }

    /** The classes that it takes to send requests. */
    private static Path copy() {
        Path within = Path.of("com", "example", "orders", "contract");
        Path from = Path.of("target", "test-classes").resolve(within);
        Path folder = Folder.temporary("orders-load");
        try (Stream<Path> files = Files.list(from)) {
            Path to = Files.createDirectories(folder.resolve(within));
            for (Path file : files.filter(LoadPod::isNeeded).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return folder;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void compileMain(Path classes) {
        try {
            Path source = Files.writeString(classes.resolve("LoadMain.java"), MAIN);
            int exit = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, "-cp",
                    Path.of("target", "test-classes").toString(), "-d", classes.toString(), source.toString());
            assertThat(exit).isZero();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static boolean isNeeded(Path file) {
        return Stream.of("LoadPod$Program", "Load.", "Load$", "PlainClient", "Habit", "Latencies")
                .anyMatch(file.getFileName().toString()::startsWith);
    }

    /** Lets its customers finish, prints what became of their requests, and gives how many failed. */
    long finish() {
        this.pod.node().run("kill -TERM " + this.pod.pid());
        this.pod.awaitExit(Duration.ofMinutes(1));
        String[] result = this.pod.log("stdout").getLast().split(" ", 3);
        System.out.printf("| from a pod | on and off | 10 | %s | %s |%n", result[0], result[2]);
        assertThat(Long.parseLong(result[0])).as("requests from a pod").isPositive();
        return Long.parseLong(result[1]);
    }

    @Override
    public void close() {
        this.pod.delete();
    }

    /** What runs there: orders until it is told to stop, then writes how many requests there were, and how many failed. */
    static final class Program {

        private Program() {}

        static void run(String url) throws InterruptedException {
            URI service = URI.create(url);
            List<Load> loads = Stream.of(true, false)
                    .map(keepAlive -> new Load(service, 1, Habit.of(keepAlive, 10), () -> Load.Phase.STEADY))
                    .toList();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                loads.forEach(Load::stop);
                System.out.println(loads.stream().mapToLong(Load::sent).sum() + " "
                        + loads.stream().flatMap(load -> load.failures().values().stream()).mapToLong(each -> each)
                                .sum()
                        + " " + loads.stream().map(Load::failures).toList());
            }));
            new CountDownLatch(1).await();
        }
    }
}

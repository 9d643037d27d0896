package com.example.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.ServiceDriver;
import com.example.contract.load.LoadGenerator;
import com.example.contract.load.LoadMain;
import com.example.contract.support.ApiClient;
import com.example.contract.support.Application;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Clients in a pod of the cluster, which reach the service by its name. */
public final class LoadPod implements AutoCloseable {

    private final Pod pod;

    public LoadPod(DeployedService deployed) {
        Path classes = copy();
        try {
            this.pod = JavaPod.start("load", classes, LoadMain.class,
                    "http://%s.%s:8080".formatted(Application.NAME, deployed.kubectl().namespace()));
        } finally {
            TemporaryFolder.delete(classes);
        }
    }

    /** The classes that it takes to send requests, the driver's among them. */
    private static Path copy() {
        Path folder = TemporaryFolder.create("contract-load");
        List<Class<?>> needed = List.of(ServiceDriver.class, LoadGenerator.class, ApiClient.class,
                ServiceDriver.get().getClass());
        try {
            for (Class<?> each : needed) {
                copyPackage(Path.of(each.getPackageName().replace('.', '/')), folder);
            }
            Path services = Path.of("META-INF", "services");
            FileSystemUtils.copyRecursively(JavaPod.TEST_CLASSES.resolve(services), folder.resolve(services));
            return folder;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void copyPackage(Path within, Path folder) throws IOException {
        Path to = Files.createDirectories(folder.resolve(within));
        try (Stream<Path> files = Files.list(JavaPod.TEST_CLASSES.resolve(within))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Lets its clients finish, prints what became of their requests, and gives the failures, {@code {}} if there are none. */
    public String finish() {
        this.pod.node().run("kill -TERM " + this.pod.pid());
        this.pod.awaitExit(Duration.ofMinutes(1));
        String[] result = this.pod.log("stdout").getLast().split(" ", 2);
        System.out.printf("| from a pod | on and off | 10 | %s | %s |%n", result[0], result[1]);
        assertThat(Long.parseLong(result[0])).as("requests from a pod").isPositive();
        return result[1];
    }

    @Override
    public void close() {
        this.pod.delete();
    }
}

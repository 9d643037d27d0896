package com.example.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.ServiceDriver;
import com.example.contract.load.LoadGenerator;
import com.example.contract.load.LoadMain;
import com.example.contract.support.ApiClient;
import com.example.contract.support.Application;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Clients in a pod of the cluster, which reach the service by its name. */
public final class LoadPod implements AutoCloseable {

    private final Pod pod;

    public LoadPod(DeployedService deployed) {
        this.pod = JavaPod.start("load", needed(), LoadMain.class,
                "http://%s.%s:8080".formatted(Application.NAME, deployed.kubectl().namespace()));
    }

    /** What it takes to send requests, the driver's classes among them. */
    private static List<Path> needed() {
        Stream<Path> packages = Stream
                .of(ServiceDriver.class, LoadGenerator.class, ApiClient.class, ServiceDriver.get().getClass())
                .map(type -> Path.of(type.getPackageName().replace('.', '/')));
        return Stream.concat(packages, Stream.of(Path.of("META-INF", "services"))).toList();
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

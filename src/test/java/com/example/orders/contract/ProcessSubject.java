package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar in a JVM of its own. */
final class ProcessSubject implements Subject {

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private ProcessSubject(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts the jar with environment variables and arguments, and nothing else of this process's environment. */
    static ProcessSubject start(Map<String, String> environment, String... arguments) {
        try {
            int port = freePort();
            int managementPort = freePort();
            Path output = Files.createTempDirectory("orders-subject");
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString(), "-Xmx256m", "-jar", System.getProperty("contract.jar")));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).directory(output.toFile())
                    .redirectOutput(output.resolve("stdout").toFile())
                    .redirectError(output.resolve("stderr").toFile());
            builder.environment().clear();
            builder.environment().put("SERVER_PORT", Integer.toString(port));
            builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
            builder.environment().putAll(environment);
            return new ProcessSubject(builder.start(), output, port, managementPort);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Starts the jar on a database, the password given by a mounted file, and waits until it is ready. */
    static ProcessSubject ready(KillableDatabase database, Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(database.environment());
        all.putAll(environment);
        ProcessSubject subject = start(all);
        subject.awaitReady();
        return subject;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + this.port);
    }

    @Override
    public URI managementUrl() {
        return URI.create("http://localhost:" + this.managementPort);
    }

    @Override
    public void awaitReady() {
        Api api = api();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> !this.process.isAlive() || api.get("/readyz").status() == 200);
        assertThat(this.process.isAlive()).as(() -> String.join("\n", stdout())).isTrue();
    }

    @Override
    public void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor();
            assertThat(exit).as("kill -%s", name).isZero();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int awaitExit(Duration longest) {
        try {
            assertThat(this.process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> "exit within " + longest + ": " + String.join("\n", stdout()))
                    .isTrue();
            return this.process.exitValue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public List<String> stdout() {
        return lines("stdout");
    }

    @Override
    public List<String> stderr() {
        return lines("stderr");
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(this.output.resolve(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly().onExit().join();
    }
}

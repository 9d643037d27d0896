package com.example.orders.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In a JVM of its own, since it takes over the process's output. */
class ProcessOutputTests {

    /** Prints what a library might, and dies of what nobody catches. Source code: a second main would stop test-run. */
    private static final String PLANTED = """
            public final class Planted {
                public static void main(String[] args) throws InterruptedException {
                    com.example.orders.platform.logging.ProcessOutput.toLog();
                    System.out.println("printed\\nin two lines");
                    System.err.println("printed to stderr");
                    new Throwable("printed trace").printStackTrace();
                    Thread dying = new Thread(() -> {
                        throw new IllegalStateException("nobody catches this\\nin two lines");
                    }, "dying");
                    dying.start();
                    dying.join();
                    Thread.ofPlatform().name("last").start(() -> {
                        throw new IllegalStateException("the last one");
                    }).join();
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void whateverIsPrintedOrThrownIsAJsonLineOnStandardOutput() throws Exception {
        assertThat(run("-Dlogging.format=json")).isZero();
        assertThat(lines("stderr")).isEmpty();
        List<JsonNode> lines = lines("stdout").stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.stream().map(line -> line.path("message").asString())).contains("printed", "in two lines",
                "printed to stderr", "Nobody caught this exception in thread dying",
                "Nobody caught this exception in thread last");
        assertThat(lines).anyMatch(line -> line.path("stack_trace").asString("").contains("nobody catches this"));
    }

    private int run(String format) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path source = Files.writeString(this.directory.resolve("Planted.java"), PLANTED);
        ProcessBuilder builder = new ProcessBuilder(java, format, "-cp", System.getProperty("java.class.path"),
                source.toString()).redirectOutput(file("stdout")).redirectError(file("stderr"));
        builder.environment().clear();
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(file(name).toPath());
    }

    private File file(String name) {
        return this.directory.resolve(name).toFile();
    }
}

package com.example.chassis.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In its own JVM, since it redirects the process's output. */
class ProcessOutputTests {

    @TempDir
    private Path directory;

    @Test
    void whateverIsPrintedOrThrownIsAJsonLineOnStandardOutput() throws Exception {
        assertThat(run("-Dlogging.format=json")).isZero();
        assertThat(lines("stderr")).isEmpty();
        List<JsonNode> lines = output();
        assertThat(lines.stream().map(line -> line.path("message").asString())).contains("printed", "in two lines",
                "printed to stderr", "Uncaught exception in thread dying", "Uncaught exception in thread last");
        assertThat(lines).anyMatch(line -> line.path("stack_trace").asString("").contains("thrown in a thread"));
    }

    @Test
    void theLevelHasTheNameThatACollectorReads() throws Exception {
        assertThat(run("-Dlogging.format=json")).isZero();
        assertThat(output()).allMatch(line -> line.has("level") && !line.has("severity"));
        assertThat(run("-Dlogging.format=json", Map.of("LOGGING_FIELD_LEVEL", "severity"))).isZero();
        assertThat(output()).allMatch(line -> line.has("severity") && !line.has("level"));
    }

    private int run(String format) throws IOException, InterruptedException {
        return run(format, Map.of());
    }

    private int run(String format, Map<String, String> environment) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, format, "-cp", System.getProperty("java.class.path"),
                PrintingProgram.class.getName()).redirectOutput(file("stdout")).redirectError(file("stderr"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<JsonNode> output() throws IOException {
        return lines("stdout").stream().map(JsonMapper.shared()::readTree).toList();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(file(name).toPath());
    }

    private File file(String name) {
        return this.directory.resolve(name).toFile();
    }
}

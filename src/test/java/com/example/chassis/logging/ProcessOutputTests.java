package com.example.chassis.logging;

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

/** In its own JVM, since it redirects the process's output. */
class ProcessOutputTests {

    @TempDir
    private Path directory;

    @Test
    void whateverIsPrintedOrThrownIsAJsonLineOnStandardOutput() throws Exception {
        assertThat(run("-Dlogging.format=json")).isZero();
        assertThat(lines("stderr")).isEmpty();
        List<JsonNode> lines = lines("stdout").stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.stream().map(line -> line.path("message").asString())).contains("printed", "in two lines",
                "printed to stderr", "Uncaught exception in thread dying", "Uncaught exception in thread last");
        assertThat(lines).anyMatch(line -> line.path("stack_trace").asString("").contains("thrown in a thread"));
    }

    private int run(String format) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, format, "-cp", System.getProperty("java.class.path"),
                PrintingProgram.class.getName()).redirectOutput(file("stdout")).redirectError(file("stderr"));
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

package com.example.chassis.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each in its own JVM, with other limits and flags than this one. */
class JvmReportTests {

    @TempDir
    private Path directory;

    @Test
    void saysWhatTheJvmFoundAndChose() throws Exception {
        JsonNode line = run("-XX:ActiveProcessorCount=3", "-Xmx64m", "-XX:+UseParallelGC");
        assertThat(line.path("level").asString()).isEqualTo("INFO");
        assertThat(line.path("java_version").asString()).isEqualTo(Runtime.version().toString());
        assertThat(line.path("cpus").asInt()).isEqualTo(3);
        assertThat(line.path("memory_bytes").asLong()).isPositive();
        assertThat(line.path("max_heap_bytes").asLong()).isBetween(48L << 20, 64L << 20);
        assertThat(line.path("collector").asString()).isEqualTo("Parallel");
        assertThat(line.path("aot_cache").asString()).isEqualTo("none");
    }

    @Test
    void listsTheFlagsOfTheFileAndThoseThatOverrideThem() throws Exception {
        Path flags = Files.writeString(this.directory.resolve("jvm.flags"), """
                # the file's own
                +UseSerialGC
                MaxRAMPercentage=40
                """);
        JsonNode line = run("-XX:Flags=" + flags, "-XX:MaxRAMPercentage=30", "-Dsecret=hush", "-Dan.other=hush");
        assertThat(line.path("collector").asString()).isEqualTo("Serial");
        assertThat(line.path("jvm_flags").valueStream().map(JsonNode::asString)).containsSubsequence("+UseSerialGC",
                "MaxRAMPercentage=40", "-XX:MaxRAMPercentage=30");
        assertThat(line.toString()).doesNotContain("hush");
    }

    @Test
    void warnsOfAnAotCacheThatTheJvmRejected() throws Exception {
        Path cache = Files.writeString(this.directory.resolve("broken.aot"), "no cache at all");
        JsonNode line = run("-XX:AOTCache=" + cache, "-Xlog:disable");
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("aot_cache").asString()).isEqualTo("refused");
    }

    private JsonNode run(String... flags) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path stdout = this.directory.resolve("stdout");
        List<String> command = Stream
                .of(Stream.of(java), Stream.of(flags),
                        Stream.of("-cp", System.getProperty("java.class.path"), ReportingProgram.class.getName()))
                .flatMap(words -> words)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(stdout.toFile())
                .redirectError(this.directory.resolve("stderr").toFile());
        builder.environment().clear();
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return JsonMapper.shared().readTree(Files.readString(stdout));
    }
}

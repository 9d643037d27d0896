package com.example.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A small service with a folder that changes as the kubelet changes it. */
class ConfigReloadTests {

    private static final String LIMIT = "chassis.overload.max-concurrent-requests";

    @TempDir
    private Path folder;

    private int versions;
    private ConfigurableApplicationContext service;

    @EnableAutoConfiguration
    static class Service {}

    @BeforeEach
    void start() throws IOException {
        write(Map.of(LIMIT, "77\n"));
        this.service = new SpringApplicationBuilder(Service.class).run("--spring.config.name=none",
                "--spring.application.name=reload", "--spring.config.import=configtree:" + this.folder + "/",
                "--server.port=0", "--management.server.port=0", "--chassis.drain.linger=0s",
                "--chassis.drain.grace-period=30s", "--chassis.overload.retry-after=3s");
    }

    @AfterEach
    void stop() {
        this.service.close();
    }

    /** A new folder with a time in its name, and the link to it swapped at once. */
    private void write(Map<String, String> files) throws IOException {
        Path version = Files.createDirectory(this.folder.resolve("..2026_" + this.versions++));
        for (var file : files.entrySet()) {
            Files.writeString(version.resolve(file.getKey()), file.getValue());
            Path visible = this.folder.resolve(file.getKey());
            if (!Files.isSymbolicLink(visible)) {
                Files.createSymbolicLink(visible, Path.of("..data", file.getKey()));
            }
        }
        Path link = Files.createSymbolicLink(this.folder.resolve("..data_tmp"), version.getFileName());
        Files.move(link, this.folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        try (var visible = Files.list(this.folder)) {
            for (Path each : visible.filter(Files::isSymbolicLink).filter(link2 -> !Files.exists(link2)).toList()) {
                Files.delete(each);
            }
        }
    }

    private Answer state() {
        return management().get("/actuator/configuration");
    }

    private ApiClient management() {
        return ApiClient
                .onPort(this.service.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
    }

    private String metric(String name) {
        return management().get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> line.substring(name.length() + 1))
                .orElse("none");
    }

    @Test
    void aGoodChangeIsInForceAndABadOneIsRejectedWithTheLastGoodOneInForce() throws IOException {
        String hash = metric("config_hash");
        write(Map.of(LIMIT, "78\n"));
        await().until(() -> metric("overload_requests_limit").equals("78.0"));
        assertThat(metric("config_hash")).isNotEqualTo(hash);
        assertThat(state().json().path("generation").asInt()).isEqualTo(1);

        write(Map.of(LIMIT, "many\n"));
        await().until(() -> metric("config_last_reload_successful").equals("0.0"));
        assertThat(state().text("/lastError")).contains(LIMIT + "=many", this.folder.toString(), "whole number");
        assertThat(metric("overload_requests_limit")).isEqualTo("78.0");

        write(Map.of(LIMIT, "77\n"));
        await().until(() -> metric("overload_requests_limit").equals("77.0"));
        assertThat(metric("config_last_reload_successful")).isEqualTo("1.0");
        assertThat(metric("config_hash")).isEqualTo(hash);
    }

    @Test
    void whatWasGoodBeforeIsNoErrorAnyMore() throws IOException {
        write(Map.of(LIMIT, "-1"));
        await().until(() -> state().json().has("lastError"));
        write(Map.of(LIMIT, "77\n"));
        await().until(() -> !state().json().has("lastError"));
        assertThat(state().json().path("generation").asInt()).isZero();
    }

    @Test
    void logLevelsFollow() throws IOException {
        write(Map.of(LIMIT, "77", "logging.level.com.acme", "debug"));
        await().until(() -> level().equals("DEBUG"));
        write(Map.of(LIMIT, "77"));
        await().until(() -> level().equals("INFO"));
    }

    private String level() {
        return management().get("/actuator/loggers/com.acme").text("/effectiveLevel");
    }

    @Test
    void whatCannotChangeAndWhatIsOverriddenIsReported() throws IOException {
        write(Map.of(LIMIT, "77", "chassis.drain.tasks", "5s", "chassis.overload.retry-after", "9s",
                "spring.datasource.password", "hush"));
        await().until(() -> state().json().path("generation").asInt() == 1);
        assertThat(state().text("/restartNeeded/0")).isEqualTo("chassis.drain.tasks");
        assertThat(state().text("/shadowed/0")).startsWith("chassis.overload.retry-after (command line");
        assertThat(state().body()).doesNotContain("hush");
        assertThat(metric("config_restart_needed")).isEqualTo("2.0");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void mistakes(String what, Mistake mistake, String expected) throws IOException {
        mistake.make(this);
        await().until(() -> state().json().has("lastError"));
        System.out.printf("| %s | %s |%n", what, state().text("/lastError"));
        assertThat(state().text("/lastError")).contains(expected);
        assertThat(metric("overload_requests_limit")).isEqualTo("77.0");
        assertThat(management().get("/actuator/health").status()).isEqualTo(200);
    }

    /** What somebody does to the folder. */
    interface Mistake {

        void make(ConfigReloadTests test) throws IOException;

        static Mistake of(Map<String, String> files) {
            return test -> test.write(files);
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(mistake("no number", Map.of(LIMIT, "many"), LIMIT + "=many"),
                mistake("out of range", Map.of(LIMIT, "0"), "greater than or equal to 1"),
                mistake("half written", Map.of(LIMIT, ""), LIMIT),
                mistake("UTF-16", Map.of(LIMIT, "7\0007\000"), LIMIT),
                mistake("an unknown name", Map.of("chassis.overlod", "77"), "no such property exists"),
                mistake("a name that was renamed", Map.of("platform.drain.linger", "1s"), "chassis.drain.linger"),
                mistake("a mistake in what needs a restart", Map.of(LIMIT, "77", "chassis.drain.tasks", "soon"),
                        "chassis.drain.tasks=soon"),
                mistake("what does not fit together", Map.of(LIMIT, "77", "chassis.drain.tasks", "40s"),
                        "within grace-period"),
                mistake("a level that is none", Map.of(LIMIT, "77", "logging.level.root", "loud"),
                        "logging.level.root=loud"),
                mistake("a file of 2 MiB", Map.of(LIMIT, "7".repeat(2 << 20)), "larger than 1 MiB"),
                mistake("2,000 files",
                        IntStream.range(0, 2_000).boxed().collect(Collectors.toMap(i -> "f" + i, i -> "")),
                        "more than 1,000 files"),
                Arguments.of("a folder that is gone", (Mistake) test -> FileSystemUtils.deleteRecursively(test.folder),
                        "cannot be read"));
    }

    private static Arguments mistake(String what, Map<String, String> files, String expected) {
        return Arguments.of(what, Mistake.of(files), expected);
    }
}

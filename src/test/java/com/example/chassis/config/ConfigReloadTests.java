package com.example.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.MountedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A small service with a folder that changes as the kubelet changes it. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigReloadTests {

    private static final String LIMIT = "chassis.overload.max-concurrent-requests";

    @TempDir
    private Path folder;

    private MountedFolder live;
    private ConfigurableApplicationContext service;

    private static final AtomicReference<@Nullable Runnable> duringTheNextRead = new AtomicReference<>();

    @EnableAutoConfiguration
    @EnableConfigurationProperties(Properties.class)
    static class Service {}

    /** Made in each read, before anything of it is in force. */
    @ConfigurationProperties("chassis.reload-test")
    record Properties(@Nullable String value) {
        Properties {
            Runnable swap = duringTheNextRead.getAndSet(null);
            if (swap != null) {
                swap.run();
            }
        }
    }

    @BeforeEach
    void start() {
        this.live = new MountedFolder(this.folder);
        this.live.replace(Map.of(LIMIT, "77\n"));
        run();
    }

    private void run(String... imported) {
        String imports = String.join(",", imported);
        this.service = new SpringApplicationBuilder(Service.class)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
                                Map.of("CHASSIS_OVERLOAD_RETRYAFTER", "3s"))))
                .run("--spring.config.name=none", "--spring.application.name=reload",
                        "--spring.config.import=configtree:" + this.folder + "/," + imports, "--server.port=0",
                        "--management.server.port=0", "--chassis.drain.linger=0s", "--chassis.drain.grace-period=30s");
    }

    @AfterEach
    void stop() {
        this.service.close();
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
    void aGoodChangeIsInForceAndABadOneIsRejectedWithTheLastGoodOneInForce() {
        String hash = metric("config_hash");
        this.live.replace(Map.of(LIMIT, "78\n"));
        await().until(() -> metric("overload_requests_limit").equals("78.0"));
        assertThat(metric("config_hash")).isNotEqualTo(hash);
        assertThat(state().json().path("generation").asInt()).isEqualTo(1);

        this.live.replace(Map.of(LIMIT, "many\n"));
        await().until(() -> metric("config_last_reload_successful").equals("0.0"));
        assertThat(state().text("/lastError")).contains(LIMIT + "=many", this.folder.toString(), "whole number");
        assertThat(metric("overload_requests_limit")).isEqualTo("78.0");

        this.live.replace(Map.of(LIMIT, "77\n"));
        await().until(() -> metric("overload_requests_limit").equals("77.0"));
        assertThat(metric("config_last_reload_successful")).isEqualTo("1.0");
        assertThat(metric("config_hash")).isEqualTo(hash);
    }

    @Test
    void whatWasGoodBeforeIsNoErrorAnyMore() {
        this.live.replace(Map.of(LIMIT, "-1"));
        await().until(() -> state().json().has("lastError"));
        this.live.replace(Map.of(LIMIT, "77\n"));
        await().until(() -> !state().json().has("lastError"));
        assertThat(state().json().path("generation").asInt()).isZero();
    }

    /** Nothing comes into force that is half old, half new. */
    @Test
    void whatIsSwappedDuringAReadIsReadAgain() {
        duringTheNextRead.set(() -> this.live.replace(Map.of(LIMIT, "79")));
        this.live.replace(Map.of(LIMIT, "78"));
        await().until(() -> metric("overload_requests_limit").equals("79.0"));
        assertThat(state().json().path("generation").asInt()).isEqualTo(1);
    }

    @Test
    void logLevelsFollow() {
        this.live.replace(Map.of(LIMIT, "77", "logging.level.com.acme", "debug"));
        await().until(() -> level().equals("DEBUG"));
        this.live.replace(Map.of(LIMIT, "77", "logging.level.com.acme", "loud"));
        await().until(() -> state().json().has("lastError"));
        assertThat(level()).isEqualTo("DEBUG");
        this.live.replace(Map.of(LIMIT, "77"));
        await().until(() -> level().equals("INFO"));
    }

    private String level() {
        return management().get("/actuator/loggers/com.acme").text("/effectiveLevel");
    }

    @Test
    void whatCannotChangeAndWhatIsOverriddenIsReported() {
        this.live.replace(Map.of(LIMIT, "77", "chassis.drain.tasks", "5s", "chassis.drain.linger", "9s",
                "chassis.overload.retry-after", "9s"));
        await().until(() -> state().json().path("generation").asInt() == 1);
        assertThat(state().text("/restartNeeded/0")).isEqualTo("chassis.drain.tasks");
        assertThat(metric("config_restart_needed")).isEqualTo("1.0");
        assertThat(state().text("/shadowed/0")).startsWith("chassis.drain.linger (command line");
        assertThat(state().text("/shadowed/1")).startsWith("chassis.overload.retry-after (");
    }

    /** Whatever else was mounted may be a secret under any name. */
    @Test
    void ofWhatIsNotLiveOnlyTheNameIsShown() {
        stop();
        this.live.replace(Map.of(LIMIT, "77", "smtp.auth", "hush"));
        run();
        assertThat(state().json().path("properties"))
                .hasToString("{\"%s\":\"77\",\"smtp.auth\":\"******\"}".formatted(LIMIT));
    }

    @Test
    void ofAnImportedFileTheOthersInItsFolderAreNotRead(@TempDir Path home) throws IOException {
        stop();
        Path file = Files.writeString(home.resolve("service.yaml"), LIMIT + ": 80");
        for (int i = 0; i <= 1_000; i++) {
            Files.createFile(home.resolve("other-" + i));
        }
        run("file:" + file);
        assertThat(metric("overload_requests_limit")).isEqualTo("80.0");
        Files.writeString(file, LIMIT + ": 81");
        await().until(() -> metric("overload_requests_limit").equals("81.0"));
    }

    /** Not even where a message would quote it, since its placeholder has no value. */
    @Test
    void noSecretIsShown(CapturedOutput output) {
        stop();
        String key = "-----BEGIN PRIVATE KEY-----\nhush";
        this.live.replace(Map.of(LIMIT, "77", "tls-key.pem", key));
        run();
        this.live.replace(Map.of(LIMIT, "78", "tls-key.pem", key, "spring.datasource.password", "hu${s}h"));
        await().until(() -> state().json().path("generation").asInt() == 1);
        assertThat(state().body()).contains("tls-key.pem", "spring.datasource.password")
                .doesNotContain("hu${s}h", "hush");
        assertThat(output).doesNotContain("hu${s}h", "hush");
    }
}

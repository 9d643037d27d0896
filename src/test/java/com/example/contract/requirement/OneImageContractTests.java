package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.ServiceDriver;
import com.example.contract.subject.KillableDatabase;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.Application;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirement 5: one image, configured from outside. A mistake stops the start, with a line that says the fix. */
class OneImageContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    private static final Path files = TemporaryFolder.create("contract-files");

    @AfterAll
    static void delete() {
        TemporaryFolder.delete(files);
    }

    static Stream<ConfigurationMistake> mistakes() throws IOException {
        Path tree = Files.createDirectories(files.resolve("tree"));
        Files.writeString(tree.resolve("chassis.overload.retry-after"), "0s\n");
        Path misspelt = Files.writeString(files.resolve("misspelt.yaml"), "chassis:\n  drain:\n    lnger: 1s\n");
        Path malformed = Files.writeString(files.resolve("malformed.yaml"),
                "chassis:\n  health:\n    stalled-after: 5s\n   drain: 1\n");
        String variable = Application.NAME.toUpperCase(Locale.ROOT).replace("-", "") + "_NO_SUCHTHING";
        return Stream.of(
                ConfigurationMistake.of("a duration that is none", Map.of("CHASSIS_DRAIN_LINGER", "soon"),
                        "chassis.drain.linger=soon", "environment variable CHASSIS_DRAIN_LINGER", "10s"),
                ConfigurationMistake.of("a negative duration", Map.of("CHASSIS_DRAIN_LINGER", "-1s"),
                        "chassis.drain.linger=", "CHASSIS_DRAIN_LINGER", "the default is 15s"),
                ConfigurationMistake.of("a number out of range", Map.of("CHASSIS_OVERLOAD_MAXCONCURRENTREQUESTS", "0"),
                        "chassis.overload.max-concurrent-requests=0",
                        "environment variable CHASSIS_OVERLOAD_MAXCONCURRENTREQUESTS", "the default is 256"),
                ConfigurationMistake.argument("a number that is none",
                        "--chassis.overload.max-concurrent-requests=many",
                        "chassis.overload.max-concurrent-requests=many", "command line", "whole number"),
                ConfigurationMistake.of("a size that is none", Map.of("CHASSIS_HTTP_MAXBODY", "big"),
                        "chassis.http.max-body=big", "environment variable CHASSIS_HTTP_MAXBODY", "16KB"),
                ConfigurationMistake.of("a size out of range", Map.of("CHASSIS_HTTP_MAXBODY", "0B"), "chassis.http",
                        "CHASSIS_HTTP_MAXBODY", "the default is 16KB"),
                ConfigurationMistake.of("a variable that Spring would ignore", Map.of("CHASSIS_DRAIN_LIN_GER", "1s"),
                        "CHASSIS_DRAIN_LIN_GER", "environment variable", "chassis.drain.linger"),
                ConfigurationMistake.of("a truth value that is none", Map.of("CHASSIS_ACCESSLOG_ENABLED", "perhaps"),
                        "chassis.access-log.enabled=perhaps", "environment variable CHASSIS_ACCESSLOG_ENABLED",
                        "true or false"),
                ConfigurationMistake.of("a misspelt variable", Map.of("CHASSIS_DRAIN_LNGER", "1s"),
                        "CHASSIS_DRAIN_LNGER", "environment variable CHASSIS_DRAIN_LNGER", "chassis.drain.linger"),
                ConfigurationMistake.of("a variable under the service's own prefix", Map.of(variable, "1s"), variable,
                        "environment variable " + variable, "no such property exists"),
                ConfigurationMistake.of("a misspelt property in a file",
                        Map.of("SPRING_CONFIG_IMPORT", "file:" + misspelt), "chassis.drain.lnger", "misspelt.yaml",
                        "Correct the name"),
                ConfigurationMistake.argument("a misspelt argument", "--chassis.overlod.retry-after=2s",
                        "chassis.overlod.retry-after", "commandLineArgs", "Correct the name"),
                ConfigurationMistake.of("a variable that was renamed", Map.of("PLATFORM_DRAIN_LINGER", "1s"),
                        "PLATFORM_DRAIN_LINGER", "environment variable PLATFORM_DRAIN_LINGER",
                        "Use chassis.drain.linger instead"),
                ConfigurationMistake.argument("a property that was removed", "--platform.overload.unready-after=1s",
                        "platform.overload.unready-after", "commandLineArgs",
                        "readiness no longer depends on overload"),
                ConfigurationMistake.of("a bad value in a mounted file",
                        Map.of("SPRING_CONFIG_IMPORT", "configtree:" + tree + "/"), "chassis.overload.retry-after",
                        "tree", "the default is 1s"),
                ConfigurationMistake.of("a mount that is missing",
                        Map.of("SPRING_CONFIG_IMPORT", "configtree:/not/there/"), "configtree:/not/there/",
                        "does not exist", "Check that the value"),
                ConfigurationMistake.of("malformed YAML", Map.of("SPRING_CONFIG_IMPORT", "file:" + malformed), "YAML",
                        "line 4", "Correct the file"),
                ConfigurationMistake.of("a database address that is none",
                        Map.of("SPRING_DATASOURCE_URL", "postgres://db/service"),
                        "spring.datasource.url=postgres://db/service", "environment variable SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://host:5432/database"),
                ConfigurationMistake.of("traces over gRPC",
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317", "OTEL_EXPORTER_OTLP_PROTOCOL",
                                "grpc"),
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "over HTTP alone", "http/protobuf"),
                ConfigurationMistake.of("an issuer of tokens without the address of its keys",
                        Map.of("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI", "https://issuer.example.com"),
                        "environment variable SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI", "jwk-set-uri"),
                ConfigurationMistake.of("an address of keys that is none",
                        Map.of("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI", "issuer.example.com/keys"),
                        "jwk-set-uri=issuer.example.com/keys",
                        "environment variable SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI", "jwks_uri"),
                ConfigurationMistake.of("a log level that is none", Map.of("LOGGING_LEVEL_ROOT", "LOUD"),
                        "logging.level.root=LOUD", "environment variable LOGGING_LEVEL_ROOT", "one of"),
                ConfigurationMistake.of("a log format that is none", Map.of("LOGGING_FORMAT", "xml"),
                        "logging.format=xml", "environment variable LOGGING_FORMAT", "json or text"),
                ConfigurationMistake.argument("an unknown purpose", "serv", "first argument=serv", "command line",
                        "Use serve or migrate"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void mistakes(ConfigurationMistake mistake) {
        mistake.assertStopsTheStart(environment.launch().mount(files));
    }

    static Stream<ConfigurationMistake> databaseMistakes() throws IOException {
        if (ServiceDriver.get().storedData().isEmpty()) {
            return Stream.of(ConfigurationMistake.of("none, without a database", Map.of()));
        }
        Path secrets = Files.createDirectories(files.resolve("secrets"));
        Files.writeString(secrets.resolve("spring.datasource.password"), "not-the-password");
        return Stream.of(
                ConfigurationMistake.of("no database address", Map.of("SPRING_DATASOURCE_URL", ""),
                        "spring.datasource.url", "environment variable SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://host:5432/database"),
                ConfigurationMistake.of("a wrong password",
                        Map.of("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/"),
                        "spring.datasource.password=******", "secrets", "refuses"),
                ConfigurationMistake.of("no password", Map.of("SPRING_CONFIG_IMPORT", ""), "spring.datasource.password",
                        "not set", "mounted file"),
                ConfigurationMistake.of("a database that does not exist",
                        Map.of("SPRING_DATASOURCE_URL",
                                environment.launch().environment().get("SPRING_DATASOURCE_URL") + "-that-is-missing"),
                        "spring.datasource.url", "environment variable SPRING_DATASOURCE_URL", "does not exist"),
                ConfigurationMistake.of("a schema that no job has migrated",
                        Map.of("CHASSIS_DATABASE_MIGRATE", "false", "CHASSIS_DATABASE_STARTTIMEOUT", "0s",
                                "SPRING_FLYWAY_DEFAULTSCHEMA", "nowhere"),
                        "chassis.database.migrate=false", "environment variable CHASSIS_DATABASE_MIGRATE",
                        "\"nowhere\" doesn't exist yet. Run this image with the argument migrate"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @NeedsStoredData
    void databaseMistakes(ConfigurationMistake mistake) {
        mistake.assertStopsTheStart(environment.launch().mount(files));
    }

    /** Platforms set variables for all pods, and Kubernetes sets some for each Service. */
    @Test
    void variablesThatAreNotTheServicesAreNoMistake() {
        String prefix = Application.NAME.toUpperCase(Locale.ROOT).replace('-', '_');
        Map<String, String> variables = new HashMap<>(
                Map.of("PLATFORM_ENV", "prod", "CHASSIS_SERVICE_HOST", "10.96.0.3"));
        variables.put(prefix + "_SERVICE_HOST", "10.96.0.1");
        variables.put(prefix + "_SERVICE_PORT", "80");
        variables.put(prefix + "_SERVICE_PORT_HTTP", "80");
        variables.put(prefix + "_PORT", "tcp://10.96.0.1:80");
        variables.put(prefix + "_PORT_80_TCP_ADDR", "10.96.0.1");
        try (Subject subject = Subject.ready(environment.launch(variables))) {
            assertThat(subject.api().get("/livez").status()).isEqualTo(200);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneProgramServesWithSettingsFromVariablesFilesAndArguments() throws IOException {
        Path mounted = Files.createDirectories(files.resolve("settings"));
        Files.writeString(mounted.resolve("chassis.overload.max-concurrent-requests"), "77\n");
        String imports = Stream
                .of(environment.launch().environment().getOrDefault("SPRING_CONFIG_IMPORT", ""),
                        "configtree:" + mounted + "/")
                .filter(each -> !each.isEmpty())
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        List<Launch> launches = List.of(environment.launch(),
                environment.launch(Map.of("CHASSIS_OVERLOAD_MAXCONCURRENTREQUESTS", "77")),
                environment.launch(Map.of("SPRING_CONFIG_IMPORT", imports)).mount(files),
                environment.launch().arguments("--chassis.overload.max-concurrent-requests=77"));
        List<String> checksums = new ArrayList<>();
        List<Boolean> set = new ArrayList<>();
        for (Launch launch : launches) {
            try (Subject subject = Subject.ready(launch)) {
                set.add(subject.management()
                        .get("/actuator/prometheus")
                        .body()
                        .contains("overload_requests_limit 77.0"));
                checksums.add(subject.checksum());
                assertNoSecret(subject);
            }
        }
        assertThat(set).containsExactly(false, true, true, true);
        assertThat(Set.copyOf(checksums)).hasSize(1);
    }

    /** The counter-proof: a secret in a variable can be read by anyone on the node. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSecretInAVariableIsSeen() {
        try (Subject subject = Subject
                .ready(environment.launch(Map.of("SPRING_DATASOURCE_PASSWORD", KillableDatabase.PASSWORD)))) {
            assertThat(subject.environment()).contains(KillableDatabase.PASSWORD);
        }
    }

    private static void assertNoSecret(Subject subject) {
        assertThat(subject.environment()).isNotEmpty().doesNotContain(KillableDatabase.PASSWORD);
        assertThat(String.join("\n", subject.stdout())).contains("JVM started")
                .doesNotContain(KillableDatabase.PASSWORD);
        for (String endpoint : List.of("", "/health", "/info", "/drain", "/loggers", "/prometheus", "/env",
                "/configprops", "/heapdump", "/threaddump")) {
            assertThat(subject.management().get("/actuator" + endpoint).body())
                    .doesNotContain(KillableDatabase.PASSWORD);
        }
    }
}

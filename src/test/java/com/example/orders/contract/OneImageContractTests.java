package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.support.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Requirement 5: one image, configured from outside. What is configured wrongly stops the start, and says how to mend it. */
class OneImageContractTests {

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    private static final Path files = Folder.temporary("orders-files");

    @AfterAll
    static void delete() {
        Folder.delete(files);
    }

    /** Name, environment, arguments; then what the line must hold: property, origin, fix. */
    static Stream<Arguments> mistakes() throws IOException {
        Path secrets = Files.createDirectories(files.resolve("secrets"));
        Files.writeString(secrets.resolve("spring.datasource.password"), "not-the-password");
        Path tree = Files.createDirectories(files.resolve("tree"));
        Files.writeString(tree.resolve("retention.age"), "1h\n");
        Path misspelt = Files.writeString(files.resolve("misspelt.yaml"), "fulfilment:\n  packing_tme: 1s\n");
        Path malformed = Files.writeString(files.resolve("malformed.yaml"),
                "order:\n  max-wait: 5s\n max-waiting: 1\n");
        return Stream.of(
                mistake("a duration that is none", Map.of("FULFILMENT_PACKINGTIME", "soon"),
                        "fulfilment.packing-time=soon", "environment variable FULFILMENT_PACKINGTIME", "10s"),
                mistake("a negative duration", Map.of("FULFILMENT_PACKINGTIME", "-1s"), "fulfilment.packing-time=",
                        "FULFILMENT_PACKINGTIME", "the default is 0s"),
                mistake("a number out of range", Map.of("FULFILMENT_WORKERS", "0"), "fulfilment.workers=0",
                        "environment variable FULFILMENT_WORKERS", "the default is 4"),
                mistake("a number that is none", Map.of(), "order.max-waiting=many", "command line", "whole number",
                        "--order.max-waiting=many"),
                mistake("a size that is none", Map.of("PLATFORM_HTTP_MAXBODY", "big"), "platform.http.max-body=big",
                        "environment variable PLATFORM_HTTP_MAXBODY", "16KB"),
                mistake("a size out of range", Map.of("PLATFORM_HTTP_MAXBODY", "0B"), "platform.http",
                        "PLATFORM_HTTP_MAXBODY", "the default is 16KB"),
                mistake("a variable that Spring would pass over", Map.of("ORDER_MA_XWAIT", "1s"), "ORDER_MA_XWAIT",
                        "environment variable", "order.max-wait"),
                mistake("a truth value that is none", Map.of("PLATFORM_ACCESSLOG_ENABLED", "perhaps"),
                        "platform.access-log.enabled=perhaps", "environment variable PLATFORM_ACCESSLOG_ENABLED",
                        "true or false"),
                mistake("a misspelt variable", Map.of("FULFILMENT_PACKINGTME", "1s"), "FULFILMENT_PACKINGTME",
                        "environment variable FULFILMENT_PACKINGTME", "fulfilment.packing-time"),
                mistake("a misspelt property in a file", Map.of("SPRING_CONFIG_IMPORT", "file:" + misspelt),
                        "fulfilment.packing_tme", "misspelt.yaml", "Correct the name"),
                mistake("a misspelt argument", Map.of(), "platform.overlod.retry-after", "commandLineArgs",
                        "Correct the name", "--platform.overlod.retry-after=2s"),
                mistake("a bad value in a mounted file", Map.of("SPRING_CONFIG_IMPORT", "configtree:" + tree + "/"),
                        "retention.age", "retention.age", "the default is 30d", "retention"),
                mistake("a mount that is missing", Map.of("SPRING_CONFIG_IMPORT", "configtree:/not/there/"),
                        "configtree:/not/there/", "does not exist", "Check that the value"),
                mistake("malformed YAML", Map.of("SPRING_CONFIG_IMPORT", "file:" + malformed), "YAML", "line 3",
                        "Mend the file"),
                mistake("an address that is none", Map.of("SPRING_DATASOURCE_URL", "postgres://db/orders"),
                        "spring.datasource.url=postgres://db/orders", "environment variable SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://host:5432/database"),
                mistake("a wrong password", Map.of("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/"),
                        "spring.datasource.password=******", "secrets", "refuses"),
                mistake("no password", Map.of("SPRING_CONFIG_IMPORT", ""), "spring.datasource.password", "not set",
                        "mounted file"),
                mistake("a database that is not", Map.of("SPRING_DATASOURCE_URL",
                        database.launch().environment().get("SPRING_DATASOURCE_URL") + "-of-nobody"),
                        "spring.datasource.url",
                        "environment variable SPRING_DATASOURCE_URL", "does not exist"),
                mistake("a schema that nobody has migrated",
                        Map.of("PLATFORM_DATABASE_MIGRATE", "false", "PLATFORM_DATABASE_STARTTIMEOUT", "0s",
                                "SPRING_FLYWAY_DEFAULTSCHEMA", "nowhere"),
                        "platform.database.migrate=false", "environment variable PLATFORM_DATABASE_MIGRATE",
                        "\"nowhere\" doesn't exist yet. Start this program with the argument migrate"),
                mistake("a log level that is none", Map.of("LOGGING_LEVEL_ROOT", "LOUD"), "logging.level.root=LOUD",
                        "environment variable LOGGING_LEVEL_ROOT", "one of"),
                mistake("a log format that is none", Map.of("LOGGING_FORMAT", "xml"), "logging.format=xml",
                        "environment variable LOGGING_FORMAT", "json or text"),
                mistake("a purpose that is none", Map.of(), "first argument=serv", "command line",
                        "serve, migrate or retention",
                        "serv"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeStopsTheStartWithOneLineThatSaysHowToMendIt(String what, Map<String, String> environment,
            List<String> holds, String[] arguments) {
        long start = System.nanoTime();
        try (Subject subject = Subject.start(database.launch(environment).mount(files).arguments(arguments))) {
            int exit = subject.awaitExit(Duration.ofSeconds(30));
            double seconds = (System.nanoTime() - start) / 1e9;
            List<JsonNode> errors = Lines.parse(subject.stdout())
                    .stream()
                    .filter(line -> line.path("level").asString().equals("ERROR"))
                    .toList();
            assertThat(errors).as("error lines").hasSize(1);
            String message = errors.getFirst().path("message").asString();
            System.out.printf("| %s | %s | %.1f |%n", what, message, seconds);
            assertThat(exit).isEqualTo(1);
            assertThat(seconds).isLessThan(10);
            assertThat(message).startsWith("Cannot start: ").contains(holds);
            assertThat(errors.getFirst().has("stack_trace")).isFalse();
            assertThat(String.join("\n", subject.stdout())).doesNotContain("not-the-password",
                    KillableDatabase.PASSWORD);
            assertThat(subject.stderr()).isEmpty();
        }
    }

    @Test
    void theVariablesOfAServiceOfTheSameNameAreNoMistake() {
        Map<String, String> links = Map.of("ORDER_SERVICE_HOST", "10.96.0.1", "ORDER_SERVICE_PORT", "80", "ORDER_PORT",
                "tcp://10.96.0.1:80", "ORDER_PORT_80_TCP_ADDR", "10.96.0.1", "STOCK_SERVICE_PORT_HTTP", "80",
                "ORDERS_PORT", "tcp://10.96.0.2:80");
        try (Subject subject = Subject.ready(database.launch(links))) {
            assertThat(subject.api().get("/livez").status()).isEqualTo(200);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneProgramServesWithSettingsFromVariablesFilesAndArguments() throws IOException {
        Path mounted = Files.createDirectories(files.resolve("settings"));
        Files.writeString(mounted.resolve("fulfilment.packing-time"), "2s\n");
        String imports = database.launch().environment().get("SPRING_CONFIG_IMPORT");
        List<Launch> launches = List.of(database.launch(),
                database.launch(Map.of("FULFILMENT_PACKINGTIME", "2s")),
                database.launch(Map.of("SPRING_CONFIG_IMPORT", imports + ",configtree:" + mounted + "/")).mount(files),
                database.launch().arguments("--fulfilment.packing-time=2s"));
        List<String> checksums = new ArrayList<>();
        List<Boolean> slow = new ArrayList<>();
        for (Launch launch : launches) {
            try (Subject subject = Subject.ready(launch)) {
                subject.api().restock("IMG-1", 10);
                slow.add(subject.api().order("IMG-1", 1, "Prefer", "wait=1").status() == 202);
                checksums.add(subject.checksum());
                assertNoSecret(subject);
            }
        }
        assertThat(slow).containsExactly(false, true, true, true);
        assertThat(Set.copyOf(checksums)).hasSize(1);
    }

    /** The counter-proof: a secret that is given by a variable is there for anyone on the node to read. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSecretInAVariableIsSeen() {
        try (Subject subject = Subject
                .ready(database.launch(Map.of("SPRING_DATASOURCE_PASSWORD", KillableDatabase.PASSWORD)))) {
            assertThat(subject.environment()).contains(KillableDatabase.PASSWORD);
        }
    }

    private static void assertNoSecret(Subject subject) {
        assertThat(subject.environment()).contains("SPRING_DATASOURCE_URL").doesNotContain(KillableDatabase.PASSWORD);
        assertThat(String.join("\n", subject.stdout())).contains("Fulfilment begins")
                .doesNotContain(KillableDatabase.PASSWORD);
        for (String endpoint : List.of("", "/health", "/info", "/drain", "/loggers", "/prometheus", "/env",
                "/configprops", "/heapdump", "/threaddump")) {
            assertThat(subject.platform().get("/actuator" + endpoint).body())
                    .doesNotContain(KillableDatabase.PASSWORD);
        }
    }

    private static Arguments mistake(String what, Map<String, String> environment, String property, String origin,
            String fix, String... arguments) {
        return Arguments.of(what, environment, List.of(property, origin, fix), arguments);
    }
}

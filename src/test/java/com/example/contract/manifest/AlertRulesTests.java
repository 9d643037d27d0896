package com.example.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.contract.support.Command;
import com.example.contract.support.Command.Outcome;
import com.example.contract.support.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of the monitoring component: objectives, alerts, and what the autoscaler counts. Prometheus' own tool,
 * {@code promtool}, tests them.
 */
class AlertRulesTests {

    private static final Path COMPONENT = Path.of("k8s", "components", "monitoring");
    private static final Path TESTS = COMPONENT.resolve("tests");
    private static final boolean PROMTOOL = Command.succeeds("promtool", "--version");

    /** The files of tests, each named like the rules that it tests. */
    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void areRulesOfPrometheus(String name) throws IOException {
        assertPasses(promtool("check", write(name, rules(name))));
    }

    @ParameterizedTest
    @MethodSource("names")
    void fireAndStaySilentAsTheirTestsSay(String name) throws IOException {
        writeAll(Map.of());
        assertPasses(promtool("test", tests(name)));
    }

    /** The counter-proof, for each: the tests notice if it never fires, and those of its silence if it always does. */
    @ParameterizedTest
    @MethodSource("names")
    void thatNeverFireOrAlwaysFireDoNotPass(String name) throws IOException {
        Path silence = testsOfSilence(name);
        for (String alert : rules(name).findValuesAsString("alert")) {
            writeAll(Map.of(alert, "vector(0) > 0"));
            assertThat(promtool("test", tests(name)).exit()).as("%s, never", alert).isNotZero();
            writeAll(Map.of(alert, "vector(1)"));
            assertThat(promtool("test", silence).exit()).as("%s, always", alert).isNotZero();
        }
    }

    /** The same for the backlog that the autoscaler counts. */
    @Test
    void aBacklogThatCountsThoughTheDatabaseIsSaturatedDoesNotPass() throws IOException {
        JsonNode rules = rules("scaling");
        ((ObjectNode) rules.findParent("record")).put("expr", "max by (namespace) (tasks_due)");
        write("scaling", rules);
        assertThat(promtool("test", tests("scaling")).exit()).isNotZero();
    }

    /** The tests of a file without those in which an alert fires, beside the rules. */
    private static Path testsOfSilence(String name) throws IOException {
        ObjectNode tests = (ObjectNode) read(tests(name));
        List<String> files = tests.get("rule_files").valueStream().map(JsonNode::asString).toList();
        ArrayNode beside = tests.putArray("rule_files");
        files.forEach(file -> beside.add(file.substring(file.lastIndexOf('/') + 1)));
        tests.findValues("alert_rule_test")
                .forEach(each -> ((ArrayNode) each).removeIf(test -> test.has("exp_alerts")));
        return write("silence-of-" + name, tests);
    }

    @Test
    void haveTestsOfBothKindsAndARunbook() throws IOException {
        List<JsonNode> tests = new ArrayList<>();
        List<JsonNode> alerts = new ArrayList<>();
        for (String name : names().toList()) {
            read(tests(name)).findValues("alert_rule_test").forEach(each -> each.forEach(tests::add));
            alerts.addAll(rules(name).findParents("alert"));
        }
        List<String> runbooks = Files.readAllLines(Path.of("docs", "sla", "alerts.md"));
        assertThat(alerts).isNotEmpty().allSatisfy(rule -> {
            String alert = rule.path("alert").asString();
            assertThat(tests).anyMatch(test -> isOf(alert, test) && test.has("exp_alerts"));
            assertThat(tests).anyMatch(test -> isOf(alert, test) && !test.has("exp_alerts"));
            assertThat(runbooks).contains("## " + alert);
            assertThat(rule.at("/annotations/runbook").asString())
                    .isEqualTo("docs/sla/alerts.md#" + alert.toLowerCase(Locale.ROOT));
        });
    }

    private static boolean isOf(String alert, JsonNode test) {
        return test.path("alertname").asString().equals(alert);
    }

    @ParameterizedTest
    @MethodSource("names")
    @EnabledOnOs(OS.LINUX)
    void canBePrintedForAPrometheusWithoutAnOperator(String name) throws IOException {
        String printed = Command.run(COMPONENT.resolve("print-rules").toString(), name).orElseThrow();
        assertThat(Documents.read(printed)).containsExactly(rules(name));
    }

    private static JsonNode rules(String name) throws IOException {
        return read(COMPONENT.resolve(name + ".yaml")).path("spec");
    }

    private static Path tests(String name) {
        return TESTS.resolve(name + ".yaml");
    }

    private static JsonNode read(Path file) throws IOException {
        return Documents.read(Files.readString(file)).getFirst();
    }

    /** All rules, but some alerts have other expressions. */
    private static void writeAll(Map<String, String> expressions) throws IOException {
        for (String name : names().toList()) {
            JsonNode rules = rules(name);
            rules.findParents("alert").forEach(rule -> {
                String expression = expressions.get(rule.path("alert").asString());
                if (expression != null) {
                    ((ObjectNode) rule).put("expr", expression);
                }
            });
            write(name, rules);
        }
    }

    /** Where the tests look for them. JSON is YAML, too. */
    private static Path write(String name, JsonNode rules) throws IOException {
        return Files.writeString(Files.createDirectories(Path.of("target", "rules")).resolve(name + ".yaml"),
                rules.toString());
    }

    private static Outcome promtool(String what, Path file) {
        assumeThat(PROMTOOL).as("promtool on the PATH").isTrue();
        return Command.run("promtool", what, "rules", file.toString());
    }

    private static void assertPasses(Outcome outcome) {
        assertThat(outcome.exit()).as("%s%n%s", outcome.output(), outcome.error()).isZero();
    }
}

package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.docs.Document;
import com.example.contract.support.ApiClient;
import com.example.contract.support.Documents;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Every metric that a document or an alert names exists. */
@RunningService
class MetricNamesHttpTests {

    private static final Pattern METRIC = Pattern
            .compile("((?:orders|tasks|stock|config|drain|overload|database|jvm|http|hikaricp)_[a-z_]+)(?:\\{.*)?");

    /** Written like the service's metrics, and none of them. */
    private static final Set<String> NO_METRICS = Set.of("jvm_flags", "orders_end", "orders_check",
            "tasks_due_scalable");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private static final Path RULES = Path.of("k8s", "components", "monitoring");
    private static final List<String> QUERIES = List.of("objectives.yaml", "fulfilment.yaml", "alerts.yaml",
            "scaling.yaml", "dashboard.json");
    private static final Pattern SELECTOR = Pattern.compile("([a-z0-9_:]+)\\{([^}]*)}");
    private static final Pattern RECORDED = Pattern.compile("[a-z]+:[a-z0-9_:]+");
    private static final Pattern LABELS = Pattern.compile("(?:by \\(|\\{\\{|\\$labels\\.)([a-z_]+(?:, [a-z_]+)*)");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=|!=|=~|!~)(\"[^\"]*\")");

    /** Labels that the scrape adds, and what only a service with a certificate has: TlsContractTests. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("job", "namespace", "pod", "up",
            "ssl_chain_expiry_seconds");

    @Test
    void ofDocumentsExist() throws IOException {
        String metrics = metrics();
        for (Path document : Document.all()) {
            Set<String> names = Document.names(document, METRIC, 1);
            names.removeAll(NO_METRICS);
            assertThat(names).as("metrics in %s", document)
                    .allSatisfy(name -> assertThat(metrics).contains("\n" + name));
        }
    }

    /** In rules and dashboard, where a wrong name would be silent for ever: also their labels, and the values that they must equal. */
    @ParameterizedTest
    @FieldSource("QUERIES")
    void ofQueriesExistWithTheirLabels(String file) throws IOException {
        List<String> metrics = metrics().lines().toList();
        JsonNode rules = rules(file);
        assertThat(rules.findValuesAsString("expr")).flatMap(rule -> SELECTOR.matcher(rule).results().toList())
                .isNotEmpty()
                .filteredOn(selector -> isOfTheService(selector.group(1)))
                .allSatisfy(selector -> assertThat(metrics).as(selector.group())
                        .filteredOn(line -> line.matches(selector.group(1) + "[{ ].*"))
                        .anyMatch(line -> labels(selector.group(2)).stream().allMatch(line::contains)));
    }

    /** The labels that a query groups by, and those of its legend or its text. */
    @ParameterizedTest
    @FieldSource("QUERIES")
    void ofQueriesHaveTheLabelsThatAreShown(String file) throws IOException {
        List<String> metrics = metrics().lines().toList();
        JsonNode rules = rules(file);
        assertThat(rules.findParents("expr")).isNotEmpty().allSatisfy(query -> {
            List<String> read = SELECTOR.matcher(query.path("expr").asString())
                    .results()
                    .map(selector -> selector.group(1))
                    .filter(MetricNamesHttpTests::isOfTheService)
                    .toList();
            assertThat(LABELS
                    .matcher(query.path("expr").asString() + query.path("legendFormat").asString()
                            + query.at("/annotations/summary").asString())
                    .results()
                    .flatMap(match -> Stream.of(match.group(1).split(", ")))
                    .filter(label -> !read.isEmpty() && !OF_THE_SCRAPE.contains(label)))
                    .as("%s", query)
                    .allSatisfy(label -> assertThat(metrics)
                            .filteredOn(line -> read.stream().anyMatch(metric -> line.startsWith(metric + "{")))
                            .anyMatch(line -> line.contains(label + "=\"")));
        });
    }

    @Test
    void ofQueriesThatRulesRecordAreRecorded() throws IOException {
        List<String> used = new ArrayList<>();
        Set<String> recorded = new HashSet<>();
        for (String file : QUERIES) {
            JsonNode rules = rules(file);
            recorded.addAll(rules.findValuesAsString("record"));
            rules.findValuesAsString("expr")
                    .forEach(expression -> RECORDED.matcher(expression)
                            .results()
                            .map(MatchResult::group)
                            .forEach(used::add));
        }
        assertThat(used).isNotEmpty().isSubsetOf(recorded);
    }

    private static JsonNode rules(String file) throws IOException {
        return Documents.read(Files.readString(RULES.resolve(file))).getFirst();
    }

    /** Neither added by the scrape nor recorded by a rule. */
    private static boolean isOfTheService(String metric) {
        return !OF_THE_SCRAPE.contains(metric) && !metric.contains(":");
    }

    private static List<String> labels(String matchers) {
        return MATCHER.matcher(matchers)
                .results()
                .filter(matcher -> !OF_THE_SCRAPE.contains(matcher.group(1)))
                .map(matcher -> matcher.group(1) + "=" + (matcher.group(2).equals("=") ? matcher.group(3) : ""))
                .toList();
    }

    private String metrics() {
        // The first request, task and problem make their metrics.
        OrdersClient.onPort(this.port).order("NAME-1", 1, "Prefer", "wait=10");
        ApiClient.onPort(this.port).get("/nowhere");
        return ApiClient.onPort(this.managementPort).get("/actuator/prometheus").body();
    }
}

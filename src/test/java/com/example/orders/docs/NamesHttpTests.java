package com.example.orders.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.support.Api;
import com.example.orders.support.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What the documents name exists: classes and their methods, settings and metrics. */
@RunningService
class NamesHttpTests {

    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w+[a-z]\\w*)(?:\\.([a-z]\\w+))?");
    private static final Pattern SETTING = Pattern
            .compile("((?:order|fulfilment|retention|platform)\\.[a-z.-]+)(?:=.*)?");
    private static final Pattern METRIC = Pattern
            .compile("((?:orders?|fulfilment|stock|drain|overload|database|jvm|http|hikaricp)_[a-z_]+)(?:\\{.*)?");

    /** Written like the service's metrics, and none of them. */
    private static final Set<String> NO_METRICS = Set.of("order_id", "order_status", "jvm_flags", "orders_end",
            "orders_check", "orders_log_lines_total");

    @LocalManagementPort
    private int managementPort;

    @Test
    void everySettingThatADocumentNamesExists() throws IOException {
        String table = Files.readString(Path.of("README.md"));
        for (Path document : Document.all()) {
            assertThat(named(document, SETTING, 1)).as("settings in %s", document)
                    .allSatisfy(name -> assertThat(table).contains("| `" + name));
        }
    }

    @Test
    void everyMetricThatADocumentNamesExists() throws IOException {
        String metrics = Api.onPort(this.managementPort).get("/actuator/prometheus").body();
        for (Path document : Document.all()) {
            Set<String> names = named(document, METRIC, 1);
            names.removeAll(NO_METRICS);
            assertThat(names).as("metrics in %s", document)
                    .allSatisfy(name -> assertThat(metrics).contains("\n" + name));
        }
    }

    @Test
    void everyClassAndMethodOfOursThatADocumentNamesExists() throws IOException {
        Set<String> sources = sources();
        for (Path document : Document.all()) {
            for (String name : named(document, TYPE, 0)) {
                List<String> parts = List.of(name.split("\\.", -1));
                String source = sources.stream()
                        .filter(path -> path.endsWith("/" + parts.getFirst() + ".java"))
                        .findFirst()
                        .orElse("");
                if (!source.isEmpty() && parts.size() == 2) {
                    assertThat(Files.readString(Path.of(source))).as("%s in %s", name, document)
                            .contains(parts.getLast());
                } else if (name.endsWith("Tests")) {
                    assertThat(source).as("%s in %s", name, document).isNotEmpty();
                }
            }
        }
    }

    @Test
    void namesAreFoundInTheText() {
        assertThat(found("see `order.no-such=1`, `NoTests.never` and `drain_none{state=\"x\"}`", SETTING, 1))
                .containsExactly("order.no-such");
        assertThat(found("see `NoTests.never`", TYPE, 0)).containsExactly("NoTests.never");
        assertThat(found("see `drain_none{state=\"x\"}`", METRIC, 1)).containsExactly("drain_none");
    }

    private static Set<String> named(Path document, Pattern pattern, int group) throws IOException {
        return found(Files.readString(document), pattern, group);
    }

    private static Set<String> found(String text, Pattern pattern, int group) {
        return CODE.matcher(text)
                .results()
                .map(code -> pattern.matcher(code.group(1)))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            return sources.map(Path::toString).filter(path -> path.endsWith(".java")).collect(Collectors.toSet());
        }
    }
}

package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.docs.Document;
import com.example.contract.support.ApiClient;
import com.example.orders.support.RunningService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every metric that a document names exists. */
@RunningService
class MetricNamesHttpTests {

    private static final Pattern METRIC = Pattern
            .compile("((?:orders?|tasks|stock|config|drain|overload|database|jvm|http|hikaricp)_[a-z_]+)(?:\\{.*)?");

    /** Written like the service's metrics, and none of them. */
    private static final Set<String> NO_METRICS = Set.of("order_id", "order_status", "jvm_flags", "orders_end",
            "orders_check", "orders_log_lines_total");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void exist() throws IOException {
        ApiClient.onPort(this.port).get("/nowhere"); // the first problem makes the metric of problems
        String metrics = ApiClient.onPort(this.managementPort).get("/actuator/prometheus").body();
        for (Path document : Document.all()) {
            Set<String> names = Document.names(document, METRIC, 1);
            names.removeAll(NO_METRICS);
            assertThat(names).as("metrics in %s", document)
                    .allSatisfy(name -> assertThat(metrics).contains("\n" + name));
        }
    }
}

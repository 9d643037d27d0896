package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.ApiClient;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningService
class MetricsHttpTests {

    private final OrdersClient api;
    private final ApiClient platform;

    @Autowired
    MetricsHttpTests(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.api = OrdersClient.onPort(port);
        this.platform = ApiClient.onPort(managementPort);
    }

    @Test
    void areOfOrdersTasksRequestsAndTheProcess() {
        this.api.restock("MET-1", 10);
        this.api.order("MET-1", 1, "Prefer", "wait=10");
        assertThat(metrics()).contains("orders_total{status=\"accepted\"}", "orders_total{status=\"fulfilled\"}",
                "orders_total{status=\"rejected\"}", "orders_total{status=\"cancelled\"}",
                "orders_fulfilment_delay_seconds_bucket{le=", "tasks_due ", "tasks_running ",
                "tasks_poisoned_total{task=\"fulfilment\"}", "tasks_taken_over_total{task=\"fulfilment\"}",
                "hikaricp_connections_active", "jvm_memory_used_bytes", "http_server_requests_seconds_bucket",
                "uri=\"/orders\"", "overload_requests_active ", "application_info{");
    }

    @Test
    void doNotGrowWithWhatClientsMakeUp() {
        this.api.get("/odd/0");
        this.api.send("ODD0", "/orders", "");
        long before = metrics().lines().count();
        for (int i = 1; i <= 1000; i++) {
            this.api.get("/odd/" + i + "?x=" + i);
        }
        for (int i = 1; i <= 20; i++) {
            this.api.send("ODD" + i, "/orders", "");
        }
        assertThat(metrics().lines().count()).isLessThan(before + 50);
        assertThat(metrics()).doesNotContain("/odd/", "ODD7");
    }

    @Test
    void comeWithLogLevelsThatCanBeChanged() {
        String path = "/actuator/loggers/com.example.orders";
        assertThat(this.platform.post(path, "{\"configuredLevel\":\"DEBUG\"}").status()).isEqualTo(204);
        assertThat(this.platform.get(path).text("/effectiveLevel")).isEqualTo("DEBUG");
        this.platform.post(path, "{\"configuredLevel\":null}");
    }

    @Test
    void tellWhenTheNewestBackupBegan(@Autowired JdbcClient database) {
        assertThat(metrics()).contains("\ndatabase_backup_timestamp_seconds 0.0\n");
        database.sql("""
                insert into backups (name, started_at, bytes)
                values ('before', to_timestamp(1.0e9), 1), ('newest', to_timestamp(1.5e9), 1)
                """).update();
        assertThat(metrics()).contains("\ndatabase_backup_timestamp_seconds 1.5E9\n");
        database.sql("delete from backups").update();
    }

    private String metrics() {
        return this.platform.get("/actuator/prometheus").body();
    }
}

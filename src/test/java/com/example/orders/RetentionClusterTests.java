package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.cluster.ClusterTest;
import com.example.contract.cluster.DeployedService;
import com.example.contract.support.LogLines;
import com.example.orders.support.OrdersClient;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A CronJob may run twice. */
@ClusterTest
class RetentionClusterTests {

    @AutoClose
    private static final DeployedService deployed = DeployedService.overlay("retention");

    @Test
    void retentionRunTwiceAtOnceDeletesEachOrderOnce() {
        int old = 40;
        deployed.awaitPrepared();
        OrdersClient api = new OrdersClient(deployed.urls().getFirst());
        api.restock("OLD", 100);
        for (int i = 0; i < old; i++) {
            assertThat(api.order("OLD", 1, "Prefer", "wait=10").status()).isEqualTo(200);
        }
        deployed.query("update orders set ended_at = now() - interval '31 days' where sku = 'OLD'");
        List<String> jobs = List.of("first", "second");
        jobs.forEach(job -> deployed.kubectl().run("create", "job", job, "--from=cronjob/retention"));
        jobs.forEach(job -> deployed.kubectl().run("wait", "job", job, "--for=condition=Complete", "--timeout=120s"));
        List<Integer> deleted = jobs.stream()
                .map(job -> deployed.kubectl().run("logs", "job/" + job).lines().toList())
                .map(lines -> LogLines.saying("Retention done", lines).getFirst().path("orders").asInt())
                .toList();
        System.out.printf("retention twice at once: deleted %s of %d%n", deleted, old);
        assertThat(deleted.stream().mapToInt(each -> each).sum()).isEqualTo(old);
        deployed.assertInvariant();
    }
}

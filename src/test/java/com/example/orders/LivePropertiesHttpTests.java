package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.MountedFolder;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What of the sample changes while it runs. */
@RunningService
@TestPropertySource(properties = "spring.config.import=configtree:target/live-properties/")
class LivePropertiesHttpTests {

    private static final MountedFolder live = new MountedFolder(Path.of("target", "live-properties"));

    private final OrdersClient api;

    @Autowired
    LivePropertiesHttpTests(@LocalServerPort int port) {
        this.api = OrdersClient.onPort(port);
    }

    @BeforeAll
    static void mount() {
        live.replace(Map.of());
    }

    @Test
    void pagesGetAnotherSizeAndNoRequestWaits() {
        this.api.restock("LIVE-1", 10);
        this.api.restock("LIVE-2", 10);
        this.api.order("LIVE-1", 1, "Prefer", "wait=10");
        assertThat(this.api.order("LIVE-1", 1, "Prefer", "wait=10").status()).isEqualTo(200);

        live.replace(Map.of("orders.requests.page-size", "1", "orders.stock.page-size", "1", "orders.requests.waiting",
                "false"));
        await().until(() -> this.api.get("/orders").json().size() == 1);
        assertThat(this.api.get("/orders").header("Link")).startsWith("</orders?limit=1&");
        assertThat(this.api.get("/stock").json()).hasSize(1);
        assertThat(this.api.get("/orders?limit=2").json()).hasSize(2);
        Answer placed = this.api.order("LIVE-1", 1, "Prefer", "wait=10");
        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.header("Preference-Applied")).isEmpty();
    }
}

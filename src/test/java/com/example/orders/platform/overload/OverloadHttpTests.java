package com.example.orders.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import com.example.orders.support.Api.Answer;
import com.example.orders.support.TestDatabaseConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"management.server.port=0",
        "platform.overload.max-concurrent-requests=1", "fulfilment.packing-time=6s",
        "platform.overload.unready-after=1s",
        "platform.drain.linger=0s"})
@Import(TestDatabaseConfiguration.class)
@DirtiesContext
class OverloadHttpTests {

    private final Api api;
    private final ConcurrencyLimit limit;

    @Autowired
    OverloadHttpTests(@LocalServerPort int port, ConcurrencyLimit limit) {
        this.api = Api.onPort(port);
        this.limit = limit;
    }

    @Test
    void refusesARequestBeyondTheLimitAndStillAnswersProbes() throws InterruptedException {
        this.api.restock("OVER-1", 1);
        Thread busy = Thread.ofVirtual().start(() -> this.api.order("OVER-1", 1, "Prefer", "wait=30"));
        await().until(() -> this.limit.active() == 1);

        Answer refused = this.api.get("/stock");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("/type")).isEqualTo("urn:problem-type:orders:overloaded");
        assertThat(this.api.get("/livez").status()).isEqualTo(200);
        assertThat(this.api.get("/readyz").status()).isEqualTo(200);

        await().untilAsserted(() -> {
            this.api.get("/stock");
            assertThat(this.api.get("/readyz").status()).isEqualTo(503);
        });
        assertThat(this.api.get("/livez").status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(this.api.get("/readyz").status()).isEqualTo(200));

        assertThat(busy.join(Duration.ofSeconds(30))).isTrue();
        await().untilAsserted(() -> assertThat(this.api.get("/stock").status()).isEqualTo(200));
    }
}

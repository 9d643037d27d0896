package com.example.chassis.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(classes = OverloadHttpTests.BusyService.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.name=none", "spring.application.name=busy", "management.server.port=0",
        "chassis.overload.max-concurrent-requests=1", "chassis.drain.linger=0s"})
class OverloadHttpTests {

    private final ApiClient api;
    private final ConcurrencyLimit limit;
    private final BusyService service;
    private final MeterRegistry registry;

    @Autowired
    OverloadHttpTests(@LocalServerPort int port, ConcurrencyLimit limit, BusyService service, MeterRegistry registry) {
        this.registry = registry;
        this.api = ApiClient.onPort(port);
        this.limit = limit;
        this.service = service;
    }

    @Test
    void rejectsARequestBeyondTheLimitAndStillAnswersProbes() throws InterruptedException {
        Thread busy = Thread.ofVirtual().start(() -> this.api.get("/busy"));
        await().until(() -> this.limit.active() == 1);

        Answer rejected = this.api.get("/busy");
        assertThat(rejected.status()).isEqualTo(503);
        assertThat(rejected.header("Retry-After")).isEqualTo("1");
        assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(rejected.text("/type")).isEqualTo("urn:problem-type:busy:overloaded");
        assertThat(this.limit.refused()).isPositive();
        assertThat(this.registry.get("http.problems").tag("type", "overloaded").counter().count()).isPositive();
        assertThat(this.api.get("/livez").status()).isEqualTo(200);
        assertThat(this.api.get("/readyz").status()).isEqualTo(200);

        this.service.done.countDown();
        assertThat(busy.join(Duration.ofSeconds(30))).isTrue();
        await().untilAsserted(() -> assertThat(this.api.get("/busy").status()).isEqualTo(200));
    }

    /** A service of the chassis alone, without a database; its requests last until the test is done with them. */
    @EnableAutoConfiguration
    @RestController
    static class BusyService {

        private final CountDownLatch done = new CountDownLatch(1);

        @GetMapping("/busy")
        String busy() throws InterruptedException {
            this.done.await();
            return "done";
        }
    }
}

package com.example.chassis.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Classes that can never be loaded again end in a restart, unless a client chooses the only path that fails. */
@SpringBootTest(classes = LinkageErrorHttpTests.BrokenService.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.name=none", "spring.application.name=broken", "management.server.port=0",
        "chassis.health.stalled-after=1s", "chassis.drain.linger=0s"})
class LinkageErrorHttpTests {

    @LocalServerPort
    private int port;

    private ApiClient api;

    @BeforeEach
    void connect() {
        this.api = ApiClient.onPort(this.port);
    }

    @Test
    void severalRoutesThatFailAskForARestartUntilARequestSucceeds() {
        assertThat(this.api.get("/one").status()).isEqualTo(500);
        assertThat(this.api.get("/two").status()).isEqualTo(500);
        assertThat(this.api.get("/livez").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5)).until(() -> this.api.get("/livez").status() == 503);
        assertThat(this.api.get("/sound").status()).isEqualTo(200);
        assertThat(this.api.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void onePathThatFailsAsksForNothing() {
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(() -> {
            return this.api.get("/one").status() == 500 && this.api.get("/livez").status() == 200;
        });
        assertThat(this.api.get("/sound").status()).isEqualTo(200);
    }

    /** A service of which a part cannot be loaded. */
    @EnableAutoConfiguration
    @RestController
    static class BrokenService {

        @GetMapping({"/one", "/two"})
        String broken() {
            throw new NoClassDefFoundError("com/example/Missing");
        }

        @GetMapping("/sound")
        String sound() {
            return "sound";
        }
    }
}

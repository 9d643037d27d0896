package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.ApiClient;
import com.example.orders.support.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@RunningService
class HealthHttpTests {

    private final ApiClient api;
    private final ApiClient platform;
    private final ApplicationContext context;

    @Autowired
    HealthHttpTests(@LocalServerPort int port, @LocalManagementPort int managementPort, ApplicationContext context) {
        this.api = ApiClient.onPort(port);
        this.platform = ApiClient.onPort(managementPort);
        this.context = context;
    }

    @Test
    void aBrokenServiceAsksToBeRestarted() {
        AvailabilityChangeEvent.publish(this.context, LivenessState.BROKEN);
        assertProbes(503, 200);
        AvailabilityChangeEvent.publish(this.context, LivenessState.CORRECT);
        assertProbes(200, 200);
    }

    @Test
    void aServiceThatRefusesTrafficAsksForNoRestart() {
        AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
        assertProbes(200, 503);
        AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
        assertProbes(200, 200);
    }

    private void assertProbes(int liveness, int readiness) {
        assertThat(this.api.get("/livez").status()).isEqualTo(liveness);
        assertThat(this.api.get("/readyz").status()).isEqualTo(readiness);
        assertThat(this.platform.get("/actuator/health/liveness").status()).isEqualTo(liveness);
        assertThat(this.platform.get("/actuator/health/readiness").status()).isEqualTo(readiness);
    }
}

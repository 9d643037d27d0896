package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.ApiClient;
import com.example.orders.support.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class SbomHttpTests {

    private final ApiClient api;
    private final ApiClient platform;

    @Autowired
    SbomHttpTests(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.api = ApiClient.onPort(port);
        this.platform = ApiClient.onPort(managementPort);
    }

    @Test
    void listsWhatTheServiceIsMadeOfAndNothingThatOnlyTestsNeed() {
        assertThat(this.platform.get("/actuator/sbom").body()).contains("\"application\"");
        String components = this.platform.get("/actuator/sbom/application").body();
        assertThat(components).contains("pkg:maven/org.postgresql/postgresql@", "pkg:maven/com.example/orders@")
                .doesNotContain("pkg:maven/org.junit", "pkg:maven/org.testcontainers");
    }

    @Test
    void isNotForClients() {
        assertThat(this.api.get("/actuator/sbom/application").status()).isEqualTo(404);
    }
}

package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.ApiClient;
import com.example.contract.support.RawHttp;
import com.example.orders.support.RunningService;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What answers on which port, and with which headers. */
@RunningService
class ExposureHttpTests {

    private static final Set<String> OPEN = Set.of("configuration", "drain", "health", "info", "loggers", "prometheus",
            "sbom");

    private final int port;
    private final ApiClient api;
    private final ApiClient platform;

    @Autowired
    ExposureHttpTests(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.port = port;
        this.api = ApiClient.onPort(port);
        this.platform = ApiClient.onPort(managementPort);
    }

    @Test
    void theListOfEndpointsIsThis() {
        Set<String> listed = this.platform.get("/actuator")
                .json()
                .get("_links")
                .propertyStream()
                .map(link -> link.getKey().replaceFirst("-.*", ""))
                .collect(Collectors.toSet());
        assertThat(listed).containsAll(OPEN).hasSize(OPEN.size() + 1).contains("self");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditevents", "beans", "caches", "conditions", "configprops", "env", "flyway", "heapdump",
            "httpexchanges", "logfile", "mappings", "metrics", "quartz", "restart", "scheduledtasks", "sessions",
            "shutdown", "startup", "threaddump"})
    void othersDoNotExist(String endpoint) {
        for (String method : new String[]{"GET", "POST", "DELETE"}) {
            assertThat(this.platform.send(method, "/actuator/" + endpoint, "").status()).isEqualTo(404);
        }
    }

    @Test
    void onTheServicesPortThereIsNone() {
        assertThat(Stream.concat(Stream.of("/actuator"), OPEN.stream().map(endpoint -> "/actuator/" + endpoint)))
                .allSatisfy(path -> assertThat(this.api.get(path).status()).isEqualTo(404));
    }

    /** Also what never reaches the application: a path that Tomcat rejects. */
    @ParameterizedTest
    @ValueSource(strings = {"/readyz", "/stock", "/nothing", "/orders/no-id", "/%"})
    void everyAnswerHasTheHeadersThatKeepItWhatItIs(String path) {
        String answer = RawHttp.send(this.port, "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains("\r\nCache-Control: no-store\r\n", "\r\nX-Content-Type-Options: nosniff\r\n",
                "\r\nX-Frame-Options: DENY\r\n");
    }

    /** A log level is all that can be changed there. */
    @Test
    void allButLogLevelsCanOnlyBeRead() {
        assertThat(OPEN).filteredOn(endpoint -> !endpoint.equals("loggers"))
                .allSatisfy(endpoint -> assertThat(this.platform.post("/actuator/" + endpoint, "{}").status())
                        .isEqualTo(405));
    }
}

package com.example.orders;

import com.example.contract.docs.Document;
import com.example.contract.support.ApiClient;
import com.example.orders.support.RunningService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@RunningService
class OpenApiHttpTests {

    @LocalServerPort
    private int port;

    @Test
    void theCommittedCopyIsWhatTheServiceSays() {
        JsonMapper pretty = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        String served = pretty.writeValueAsString(ApiClient.onPort(this.port).get("/v3/api-docs").json());
        new Document(Path.of("docs", "openapi.json")).assertIs(served.replace("\r\n", "\n") + "\n");
    }
}

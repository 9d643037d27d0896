package com.example.chassis.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * Replaces Tomcat's HTML pages for what it rejects before any servlet: a malformed request line, header or URI.
 */
final class ProblemReportValve extends ErrorReportValve {

    private final String application;

    ProblemReportValve(String application) {
        this.application = application;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String body = """
                {"type":"%s","title":"Rejected by the HTTP server","status":%d,\
                "detail":"The request is not HTTP that this service accepts."}
                """.formatted(Problems.TYPE.formatted(this.application, Problems.type(HttpStatusCode.valueOf(status))),
                status);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException ex) {
            this.container.getLogger().debug("The client is gone", ex);
        }
    }
}

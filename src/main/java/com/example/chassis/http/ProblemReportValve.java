package com.example.chassis.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

    /** Tomcat would wait for the rest of a body, to drop it. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        if (request.getAttribute(RequestBodyFilter.REJECTED) != null) {
            response.finishResponse();
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        boolean tooLarge = status == HttpStatus.BAD_REQUEST.value() && isTooLarge(throwable);
        HttpStatusCode code = tooLarge ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpStatusCode.valueOf(status);
        String detail = tooLarge
                ? "The request line and the headers are too large."
                : "The request is not HTTP that this service accepts.";
        String body = String.format(Locale.ROOT, """
                {"type":"%s","title":"Rejected by the HTTP server","status":%d,"detail":"%s"}
                """, Problems.type(this.application, Problems.type(code)), code.value(), detail);
        try {
            response.setStatus(code.value());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException ex) {
            this.container.getLogger().debug("The client is gone", ex);
        }
    }

    /** Tomcat says so by its message alone. */
    private static boolean isTooLarge(@Nullable Throwable failure) {
        return failure instanceof IllegalArgumentException
                && String.valueOf(failure.getMessage()).contains("too large");
    }
}

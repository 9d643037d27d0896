package com.example.chassis.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem in a filter. The error handling of controllers would do the same, and takes as much CPU as a request
 * that is served: then overload would leave none for those.
 */
public final class ProblemWriter {

    private final ProblemTypes types;
    private final JsonMapper json;

    ProblemWriter(ProblemTypes types, JsonMapper json) {
        this.types = types;
        this.json = json;
    }

    /**
     * Answers the request.
     *
     * @throws IOException if the client is gone
     */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        ProblemDetail body = problem.getBody();
        body.setInstance(Problems.instance(request.getRequestURI()));
        this.types.complete(body, request);
        byte[] bytes = this.json.writeValueAsBytes(body);
        response.setStatus(body.getStatus());
        problem.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}

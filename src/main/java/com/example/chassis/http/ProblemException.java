package com.example.chassis.http;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem. */
@SuppressWarnings("serial") // never serialized
public final class ProblemException extends ErrorResponseException {

    /**
     * @param type the last part of the problem's type, such as {@code not-found}
     * @param detail what happened and what the client can do, for a person
     */
    public ProblemException(HttpStatus status, String type, String detail) {
        super(status, Problems.of(status, type, detail), null);
    }

    /** A 400 that names the invalid parts of the request. */
    ProblemException(List<RequestError> errors) {
        super(HttpStatus.BAD_REQUEST, Problems.invalid(errors), null);
    }

    /** A 503 that says when to retry, in whole seconds. */
    public static ProblemException unavailable(String type, String detail, Duration retryAfter) {
        ProblemException problem = new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, type, detail);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        return problem;
    }

    /** What it says is for the client. Nobody reads where it was thrown, and a trace of the stack takes longer than the answer. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** Adds a member to the problem, such as the resource's present state. */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }
}

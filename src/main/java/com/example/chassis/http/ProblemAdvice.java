package com.example.chassis.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what the application or the framework throws into a problem. Lowest precedence: features come first. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> handleOther(Exception ex, WebRequest request) {
        HttpStatus status = RequestErrors.of(ex).isEmpty() ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST;
        return handleExceptionInternal(ex, null, new HttpHeaders(), status, request);
    }

    /** No error of the service; the metrics name the exception. */
    private static @Nullable ResponseEntity<Object> clientIsGone(Exception ex, ServletWebRequest request) {
        log.debug("The client closed its connection before it had the answer", ex);
        ServerHttpObservationFilter.findObservationContext(request.getRequest())
                .ifPresent(observation -> observation.setError(ex));
        return null;
    }

    /**
     * Where all handlers come together. Sets the content type: an {@code Accept} header that cannot be met must not empty
     * the answer. An uncaught exception is logged with its stack trace, and answered without.
     */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(ex instanceof ProblemException) && DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            return clientIsGone(ex, (ServletWebRequest) request);
        }
        if (status.is5xxServerError() && !(ex instanceof ProblemException)) {
            log.error("Unexpected error in a request", ex);
        }
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        ProblemDetail problem = problem(ex, status);
        problem.setInstance(Problems.instance(((ServletWebRequest) request).getRequest().getRequestURI()));
        return super.handleExceptionInternal(ex, problem, all, status, request);
    }

    private static ProblemDetail problem(Exception ex, HttpStatusCode status) {
        List<RequestError> errors = RequestErrors.of(ex);
        if (!errors.isEmpty()) {
            return Problems.invalid(errors);
        }
        return switch (ex) {
            case ProblemException own -> own.getBody();
            case ErrorResponse response when response.getBody().getDetail() != null ->
                Problems.of(status, response.getBody().getDetail());
            default -> Problems.of(status, "The request could not be processed.");
        };
    }
}

package com.example.chassis.http;

import java.util.List;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what the application or the framework throws into a problem. Lowest precedence: features come first. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<RequestError> errors = ex.getBindingResult()
                .getAllErrors()
                .stream()
                .map(error -> new RequestError("body", (error instanceof FieldError field) ? field.getField() : "",
                        String.valueOf(error.getDefaultMessage())))
                .toList();
        return answer(ex, Problems.invalid(errors), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(ex, Problems.invalid(RequestErrors.of(ex)), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = (ex.getMostSpecificCause() instanceof ProblemException own)
                ? own.getBody()
                : Problems.invalid(List.of(RequestErrors.of(ex)));
        return answer(ex, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (ex instanceof MethodArgumentTypeMismatchException mismatch) {
            return answer(ex, Problems.invalid(List.of(RequestErrors.of(mismatch))), headers, request);
        }
        return super.handleTypeMismatch(ex, headers, status, request);
    }

    /** A query that Tomcat cannot decode, or with more parameters than it allows. */
    @ExceptionHandler(InvalidParameterException.class)
    @Nullable
    ResponseEntity<Object> handleInvalidQuery(InvalidParameterException ex, WebRequest request) {
        List<RequestError> errors = List.of(new RequestError("query", "", "must be well-formed, name=value"));
        return answer(ex, Problems.invalid(errors), new HttpHeaders(), request);
    }

    /** An uncaught exception: logged with its stack trace, answered without. */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> handleUnexpected(Exception ex, WebRequest request) {
        log.error("Unexpected error in a request", ex);
        ProblemDetail problem = Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "An unexpected error occurred.");
        return answer(ex, problem, new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = switch (ex) {
            case ProblemException own -> own.getBody();
            case ErrorResponse response -> Problems.of(status, detail(response.getBody()));
            default -> Problems.of(status, "The request could not be processed.");
        };
        if (status.is5xxServerError() && !(ex instanceof ProblemException)) {
            log.error("Unexpected error in a request", ex);
        }
        return answer(ex, problem, headers, request);
    }

    private static String detail(ProblemDetail framework) {
        return Objects.requireNonNullElse(framework.getDetail(), "The request could not be processed.");
    }

    /** Sets the content type: an {@code Accept} header that cannot be met must not empty the answer. */
    private @Nullable ResponseEntity<Object> answer(Exception ex, ProblemDetail problem, HttpHeaders headers,
            WebRequest request) {
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(ex, problem, all, HttpStatusCode.valueOf(problem.getStatus()), request);
    }
}

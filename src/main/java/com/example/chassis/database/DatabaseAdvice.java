package com.example.chassis.database;

import com.example.chassis.http.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 503 with {@code Retry-After} while the database is unavailable or overloaded. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseAdvice {

    private static final Logger logger = LoggerFactory.getLogger(DatabaseAdvice.class);

    private final DatabaseProperties properties;

    DatabaseAdvice(DatabaseProperties properties) {
        this.properties = properties;
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> handle(Exception ex) {
        if (!DatabaseErrors.isTransient(ex)) {
            logger.error("A database statement failed", ex);
            return answer(new ProblemException(HttpStatus.INTERNAL_SERVER_ERROR, "internal-server-error",
                    "An unexpected error occurred."));
        }
        String reason = NestedExceptionUtils.getMostSpecificCause(ex).getMessage();
        if (DatabaseErrors.isOverload(ex)) {
            logger.warn("Database overloaded: {}", reason);
            return answer(ProblemException.unavailable("overloaded",
                    "The database has too much to do. Retry this request.", this.properties.retryAfter()));
        }
        logger.warn("Database unavailable: {}", reason);
        return answer(ProblemException.unavailable("database-unavailable",
                "The database is unavailable. This request may have been executed or not: retry it, with the same "
                        + "Idempotency-Key if it has one.",
                this.properties.retryAfter()));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemException problem) {
        return ResponseEntity.status(problem.getStatusCode()).headers(problem.getHeaders()).body(problem.getBody());
    }
}

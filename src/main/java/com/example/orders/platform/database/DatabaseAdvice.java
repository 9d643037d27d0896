package com.example.orders.platform.database;

import com.example.orders.platform.http.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 503 with {@code Retry-After} while the database cannot serve. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseAdvice {

    private static final Logger logger = LoggerFactory.getLogger(DatabaseAdvice.class);

    private final DatabaseProperties properties;

    DatabaseAdvice(DatabaseProperties properties) {
        this.properties = properties;
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> handle(Exception ex) throws Exception {
        if (!DatabaseTrouble.is(ex)) {
            throw ex;
        }
        logger.warn("The database cannot serve: {}", NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
        ProblemException problem = ProblemException.unavailable("database-unavailable",
                "The database cannot serve just now. Nothing of this request was done for certain; "
                        + "repeat it with the same Idempotency-Key.",
                this.properties.retryAfter());
        return ResponseEntity.status(problem.getStatusCode()).headers(problem.getHeaders()).body(problem.getBody());
    }
}

package com.example.orders.platform.database;

import com.example.orders.platform.http.ProblemException;
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
    ResponseEntity<ProblemDetail> handle(Exception ex) {
        if (!DatabaseTrouble.is(ex)) {
            logger.error("A statement is wrong", ex);
            return answer(new ProblemException(HttpStatus.INTERNAL_SERVER_ERROR, "internal-server-error",
                    "The service failed to answer."));
        }
        logger.warn("The database cannot serve: {}", NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
        ProblemException problem = ProblemException.unavailable("database-unavailable",
                "The database cannot serve just now. It is not certain whether this request was carried out; "
                        + "repeat it, an order with the same Idempotency-Key.",
                this.properties.retryAfter());
        return answer(problem);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemException problem) {
        return ResponseEntity.status(problem.getStatusCode()).headers(problem.getHeaders()).body(problem.getBody());
    }
}

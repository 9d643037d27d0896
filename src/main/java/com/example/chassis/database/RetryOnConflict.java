package com.example.chassis.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.resilience.annotation.Retryable;

/**
 * A transaction that is retried once when PostgreSQL rolled it back because of another one: a deadlock, a serialization
 * failure, a lock that could not be acquired in time. It had no effect, so a retry is safe. What has taken 700 ms already
 * is not retried, since a client must have its answer within 2 s. Belongs on the method that starts the transaction.
 *
 * @see <a href="https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html">Serialization failure
 * handling</a>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(predicate = TransactionConflict.class, maxRetries = 1, timeout = 700, delay = 20, jitter = 15)
public @interface RetryOnConflict {}

package com.example.orders.platform.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.resilience.annotation.Retryable;

/**
 * A transaction that is tried once more when PostgreSQL rolled it back because of another one: a deadlock, a
 * serialization failure, a lock that was not to be had in time. Nothing of it happened then, so another try is safe. Not
 * tried again is what has taken 700 ms already, since a client must have its answer within 2 s. To be put on the method
 * that begins the transaction.
 *
 * @see <a href="https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html">Serialization failure
 * handling</a>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(predicate = Conflict.class, maxRetries = 1, timeout = 700, delay = 20, jitter = 15)
public @interface RetriedOnConflict {}

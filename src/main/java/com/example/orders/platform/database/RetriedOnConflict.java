package com.example.orders.platform.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;

/**
 * A transaction that is tried again, twice at most, when PostgreSQL rolled it back as a deadlock's or serialization
 * failure's victim: nothing of it happened then, so that another try is safe.
 *
 * @see <a href="https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html">Serialization failure
 * handling</a>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(includes = PessimisticLockingFailureException.class, maxRetries = 2, delay = 20, jitter = 15)
public @interface RetriedOnConflict {}

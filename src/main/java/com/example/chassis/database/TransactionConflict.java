package com.example.chassis.database;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.resilience.retry.MethodRetryPredicate;

/** Whether a transaction failed because of another one. */
final class TransactionConflict implements MethodRetryPredicate {

    /** serialization_failure, deadlock_detected, lock_not_available. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03");

    @Override
    public boolean shouldRetry(Method method, Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql
                && STATES.contains(Objects.requireNonNullElse(sql.getSQLState(), ""));
    }
}

package com.example.orders.platform.database;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says why the schema could not be migrated: which script it was, and what the database has against it. */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayException cause) {
        String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(cause);
        return new FailureAnalysis("the schema could not be migrated: "
                + (reason.equals(cause) ? cause.getMessage() : what + ": " + reason.getMessage()) + ".",
                "The scripts before it are in force; of itself it has left nothing, if it ran in a transaction. "
                        + "Mend the cause and migrate again.",
                failure);
    }
}

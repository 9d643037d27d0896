package com.example.chassis.database;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says why the schema could not be migrated: which script failed, and the database's error. */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayException cause) {
        String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(cause);
        return new FailureAnalysis(
                "the schema could not be migrated: "
                        + (reason.equals(cause) ? cause.getMessage() : what + ": " + reason.getMessage()) + ".",
                "The scripts before it have been applied; this one has left no change if it ran in a transaction. "
                        + "Fix the cause and migrate again.",
                failure);
    }
}

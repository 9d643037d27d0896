package com.example.chassis.database;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says why the schema could not be migrated: which script failed, and the database's error. */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    /** Flyway's advice, for its own command line. */
    private static final String REPAIR = "run repair to fix the schema history";

    private static final String DELETE = "delete from flyway_schema_history where not success";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayException cause) {
        String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        Throwable reason = NestedExceptionUtils.getMostSpecificCause(cause);
        String why = reason.equals(cause) ? String.valueOf(cause.getMessage()) : what + ": " + reason.getMessage();
        return new FailureAnalysis("the schema could not be migrated: " + why.replace(REPAIR, DELETE) + ".",
                "The scripts before it have been applied; this one has left no change if it ran in a transaction. "
                        + "Fix the cause and migrate again.",
                failure);
    }
}

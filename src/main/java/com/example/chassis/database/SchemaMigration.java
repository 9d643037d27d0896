package com.example.chassis.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** The schema at the start of the service: migrated by it, or waited for where a job migrates. */
final class SchemaMigration implements FlywayMigrationStrategy {

    /** lock_not_available: no lock within {@code lock_timeout}. And the class of errors of a connection. */
    private static final Pattern TRANSIENT = Pattern.compile("55P03|08...");

    private final DatabaseStartup start;
    private final DatabaseProperties properties;

    SchemaMigration(DatabaseStartup start, DatabaseProperties properties) {
        this.start = start;
        this.properties = properties;
    }

    @Override
    public void migrate(Flyway flyway) {
        if (this.properties.migrate()) {
            migrateNow(flyway);
        } else {
            await(flyway);
        }
    }

    /** Migrates once the database answers. A locked table is retried later: requests go first. So is a lost connection. */
    void migrateNow(Flyway flyway) {
        this.start.await();
        this.start.await("migrated schema", () -> attempt(() -> {
            flyway.migrate();
            return Optional.empty();
        }), reason -> new FlywayException("No success " + reason));
    }

    private static Optional<String> attempt(Supplier<Optional<String>> step) {
        try {
            return step.get();
        } catch (FlywayException ex) {
            return Optional.of(transientReason(ex).orElseThrow(() -> ex));
        }
    }

    /** Why the same may succeed later, if it may. */
    private static Optional<String> transientReason(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && TRANSIENT.matcher(String.valueOf(sql.getSQLState())).matches()) {
                return Optional.of(String.valueOf(sql.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Returns when nothing is left to migrate. A schema that is newer will do: a release may be undone. */
    private void await(Flyway flyway) {
        this.start.await();
        this.start.await("schema of this release", () -> attempt(() -> missing(flyway.validateWithResult())),
                reason -> this.start.invalid("chassis.database.migrate",
                        "no job has migrated the schema to this release " + reason,
                        "Run this image with the argument migrate, or set this to true."));
    }

    /** What is wrong with each migration; or, where no table tells of any, with the schema. */
    private static Optional<String> missing(ValidateResult result) {
        if (result.validationSuccessful) {
            return Optional.empty();
        }
        Stream<ErrorDetails> wrong = result.invalidMigrations.isEmpty()
                ? Stream.of(result.errorDetails)
                : result.invalidMigrations.stream().map(migration -> migration.errorDetails);
        return Optional.of(wrong.map(SchemaMigration::firstSentence).collect(Collectors.joining(", ")));
    }

    /** Without the advice that follows it, which is for Flyway's own command line. */
    private static String firstSentence(ErrorDetails wrong) {
        return wrong.errorMessage.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }
}

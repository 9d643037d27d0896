package com.example.contract.subject;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.contract.ServiceDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What a subject needs around it: its database, if the service's driver describes data that it stores. */
public final class SubjectEnvironment implements AutoCloseable {

    /** On a busy machine all takes longer. What never happens is found out later, but found out. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final @Nullable KillableDatabase database;

    private SubjectEnvironment(@Nullable KillableDatabase database) {
        this.database = database;
    }

    /** Starts what fits the kind of subject. */
    public static SubjectEnvironment start() {
        Awaitility.setDefaultTimeout(PATIENCE);
        SubjectEnvironment environment = new SubjectEnvironment(
                ServiceDriver.get().storedData().isPresent() ? KillableDatabase.start() : null);
        SubjectKind.chosen().prepare(environment.launch());
        return environment;
    }

    /** A launch of the service in this environment. */
    public Launch launch() {
        return (this.database != null) ? this.database.launch() : Launch.with(Map.of());
    }

    /** The same, with some settings more. */
    public Launch launch(Map<String, String> settings) {
        return launch().set(settings);
    }

    /** The database; a test that needs one is aborted where there is none. */
    public KillableDatabase database() {
        assumeThat(this.database).as("the service's driver describes no stored data").isNotNull();
        return Objects.requireNonNull(this.database);
    }

    /** Removes what earlier tests have stored. */
    public void clear() {
        if (this.database != null) {
            this.database.clear();
        }
    }

    @Override
    public void close() {
        if (this.database != null) {
            this.database.close();
        }
    }
}

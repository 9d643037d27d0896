package com.example.chassis.database;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Gives a migration's scripts their time. Until the first of them, Flyway's connections wait for answers only as long as
 * those of the start: one whose answers are lost is noticed within seconds.
 */
final class ScriptTimeout extends BaseCallback {

    /** Longest time for a single statement of a script. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            context.getConnection().setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
        } catch (SQLException ex) {
            throw new FlywayException("Could not set the time-out of a script", ex);
        }
    }
}

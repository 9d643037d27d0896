package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;

class SchemaMigrationTests {

    private final Flyway flyway = mock();
    private final DataSource database = mock();
    private final DatabaseProperties properties = new DatabaseProperties(true, true, Duration.ofSeconds(60),
            Duration.ofMillis(100), Duration.ofSeconds(2), false, true);
    private final StaticApplicationContext context = new StaticApplicationContext();
    private final SchemaMigration migration = new SchemaMigration(
            new DatabaseStartup(this.database, this.properties, this.context, Clock.systemUTC()), this.properties);

    @BeforeEach
    void aDatabaseAnswers() throws SQLException {
        this.context.refresh();
        Connection connection = mock();
        DatabaseMetaData metaData = mock();
        when(this.database.getConnection()).thenReturn(connection);
        when(connection.getMetaData()).thenReturn(metaData);
        when(metaData.getDatabaseProductVersion()).thenReturn("18");
    }

    @Test
    void aLostConnectionIsTriedAgain() {
        when(this.flyway.migrate()).thenThrow(failure("08006"), failure("08003")).thenReturn(new MigrateResult());
        this.migration.migrateNow(this.flyway);
        verify(this.flyway, times(3)).migrate();
    }

    @Test
    void aScriptThatFailsIsNot() {
        when(this.flyway.migrate()).thenThrow(failure("23514"));
        assertThatThrownBy(() -> this.migration.migrateNow(this.flyway)).isInstanceOf(FlywayException.class);
        verify(this.flyway, times(1)).migrate();
    }

    /** As the driver does: the time-out of the socket is the cause of its exception. */
    private static FlywayException failure(String state) {
        return new FlywayException("Unable to execute",
                new SQLException("An I/O error occurred", state, new SocketTimeoutException("Read timed out")));
    }
}

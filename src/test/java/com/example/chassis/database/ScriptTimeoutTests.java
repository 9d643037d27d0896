package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;

class ScriptTimeoutTests {

    private final Connection connection = mock();
    private final Context context = mock();
    private final ScriptTimeout timeout = new ScriptTimeout();

    @Test
    void aScriptHasTenMinutes() throws SQLException {
        when(this.context.getConnection()).thenReturn(this.connection);
        this.timeout.handle(Event.BEFORE_EACH_MIGRATE, this.context);
        verify(this.connection).setNetworkTimeout(any(), eq(600_000));
    }

    @Test
    void whatComesBeforeTheScriptsHasNot() {
        assertThat(Event.values()).filteredOn(event -> this.timeout.supports(event, this.context))
                .containsExactly(Event.BEFORE_EACH_MIGRATE);
    }
}

package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.example.contract.support.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CredentialRotationTests {

    @AutoClose
    private static final TestDatabase database = TestDatabase.start();

    @AutoClose
    private final HikariDataSource pool = new HikariDataSource();
    private Credentials mounted = Credentials.of(database.username(), database.password());

    /** Until the next look a wrong file would keep away each connection that the pool opens meanwhile. */
    @Test
    void aMistakeThatWasNotTriedYetKeepsNoConnectionAway() throws SQLException {
        this.pool.setJdbcUrl(database.url().replaceFirst("\\?.*", "")); // it may name a user
        new CredentialRotation(() -> this.mounted, this.pool, mock()).serve(this.pool);
        this.mounted = Credentials.of("nobody", "nobody");
        try (Connection connection = this.pool.getConnection()) {
            assertThat(connection.getMetaData().getUserName()).isEqualTo(database.username());
        }
    }

    @Test
    void userAndPasswordAreOfOneMomentThoughTheFilesAreSwappedBetweenThem() {
        Iterator<String> user = List.of("first", "second", "second", "second").iterator();
        Credentials read = DatabaseAutoConfiguration.readTogether(user::next, () -> "of-second");
        assertThat(read.getUsername()).isEqualTo("second");
        assertThat(read.getPassword()).isEqualTo("of-second");
    }
}

package com.example.orders.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks what must hold at any moment, with the statement that the documentation ships. */
public record Invariant(JdbcClient database) {

    private static final Path STATEMENT = Path.of("docs", "invariant.sql");

    /** Fails with each violation that there is. */
    public void assertHolds() {
        assertThat(violations()).as("violations of the invariant").isEmpty();
    }

    public List<Map<String, @Nullable Object>> violations() {
        return this.database.sql(statement()).query().listOfRows();
    }

    /** A query that gives a row for each violation. */
    public static String statement() {
        try {
            return Files.readString(STATEMENT);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

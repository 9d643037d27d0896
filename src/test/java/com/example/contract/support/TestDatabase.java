package com.example.contract.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL 18. By Testcontainers where a Docker engine answers, else from binaries on the class path; the system
 * property {@value #PROPERTY} ({@code embedded} or {@code container}) decides outright.
 *
 * @param url its JDBC address
 * @param username a superuser of the server
 */
public record TestDatabase(String url, String username, String password,
        AutoCloseable server) implements AutoCloseable {

    public static final String PROPERTY = "test.database";

    private static final Logger logger = LoggerFactory.getLogger(TestDatabase.class);

    public static TestDatabase start() {
        return switch (System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT)) {
            case "embedded" -> embedded();
            case "container" -> container();
            case "" -> DockerClientFactory.instance().isDockerAvailable() ? containerIfPossible() : embedded();
            default -> throw new IllegalArgumentException(PROPERTY + " must be embedded or container");
        };
    }

    private static TestDatabase containerIfPossible() {
        try {
            return container();
        } catch (RuntimeException ex) {
            logger.warn("No PostgreSQL in a container, taking the embedded one: {}", ex.getMessage());
            return embedded();
        }
    }

    @SuppressWarnings("resource") // closed with this record
    private static TestDatabase container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
        container.start();
        logger.info("PostgreSQL in a container: {}", container.getJdbcUrl());
        return new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword(), container);
    }

    private static TestDatabase embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
            String url = server.getJdbcUrl("postgres", "postgres");
            logger.info("Embedded PostgreSQL: {}", url);
            return new TestDatabase(url, "postgres", "postgres", server);
        } catch (IOException ex) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", ex);
        }
    }

    @Override
    public void close() {
        try {
            this.server.close();
        } catch (Exception ex) {
            throw new IllegalStateException("PostgreSQL did not stop", ex);
        }
    }
}

package com.example.chassis.database;

import com.example.chassis.config.LiveFeature;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials of every new connection: those of just now, or, where the database has refused these, the last that it
 * has accepted. Once new ones are accepted, the connections that were opened with others are replaced.
 */
final class CredentialRotation implements LiveFeature {

    private static final Logger logger = LoggerFactory.getLogger(CredentialRotation.class);

    /** Whether there is a schema, and one of its tables, if it has any, may be read. */
    private static final String RIGHTS = """
            select current_schema() is not null and coalesce(bool_or(has_table_privilege(oid, 'select')), true)
            from pg_class where relkind = 'r' and relnamespace = to_regnamespace(current_schema())""";

    private final HikariCredentialsProvider source;
    private final DataSource database;
    private final DatabaseStartup start;
    private final AtomicInteger rotations = new AtomicInteger();
    private volatile Credentials accepted;
    private volatile @Nullable Credentials refused;
    private volatile @Nullable String refusal;
    private volatile @Nullable PooledConnections connections;

    /**
     * Starts with the credentials of the start.
     *
     * @param source which credentials are valid just now
     * @param database to try new ones
     */
    CredentialRotation(HikariCredentialsProvider source, DataSource database, DatabaseStartup start) {
        this.source = source;
        this.database = database;
        this.start = start;
        this.accepted = source.getCredentials();
    }

    /** Has a pool ask for each new connection. */
    void serve(HikariDataSource pool) {
        pool.setCredentialsProvider(() -> nowUnless(this.refused));
        this.connections = new PooledConnections(pool, this::nowUnless);
    }

    @Override
    public Set<String> properties() {
        return Set.of("spring.datasource.username", "spring.datasource.password");
    }

    /** In place of those that the database refuses, the last that were accepted. */
    private Credentials nowUnless(@Nullable Credentials refused) {
        Credentials now = now();
        return isSame(now, refused) ? this.accepted : now;
    }

    /** While a file is missing, the credentials are those that were accepted. */
    private Credentials now() {
        try {
            return this.source.getCredentials();
        } catch (RuntimeException ex) {
            logger.debug("No credentials just now", ex);
            return this.accepted;
        }
    }

    @Override
    public synchronized void look() {
        Credentials now = now();
        if (isSame(now, this.accepted)) {
            accept(now);
            replaceOtherConnections(); // of which the last look has left some
            return;
        }
        try (Connection connection = this.database.getConnection(now.getUsername(), now.getPassword())) {
            requireRights(connection);
            accept(now);
            replaceOtherConnections();
            this.rotations.incrementAndGet();
            logger.info("Database credentials rotated");
        } catch (SQLException ex) {
            this.start.refusal(ex)
                    .ifPresentOrElse(refusal -> refuse(now, refusal), () -> logger
                            .warn("Could not try new database credentials, trying again: {}", ex.getMessage()));
        }
    }

    /** A role may log in and have no rights. Those of the pool's connections are then worth more. */
    private static void requireRights(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(RIGHTS)) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new SQLException("the user may not read any table of the schema", "42501");
            }
        }
    }

    private void replaceOtherConnections() {
        PooledConnections pooled = this.connections;
        if (pooled != null) {
            pooled.replaceAllBut(this.accepted);
        }
    }

    private void accept(Credentials now) {
        this.accepted = now;
        this.refused = null;
        this.refusal = null;
    }

    private void refuse(Credentials now, RuntimeException reason) {
        if (!isSame(now, this.refused)) {
            logger.error("Database credentials not rotated: {}", reason.getMessage());
        }
        this.refused = now;
        this.refusal = reason.getMessage();
        replaceOtherConnections(); // of a user who may log in, and has no rights
    }

    /** Why the database refuses the credentials of just now, if it does. */
    @Nullable
    String refusal() {
        return this.refusal;
    }

    int rotations() {
        return this.rotations.get();
    }

    static boolean isSame(Credentials some, @Nullable Credentials others) {
        return others != null && Objects.equals(some.getUsername(), others.getUsername())
                && Objects.equals(some.getPassword(), others.getPassword());
    }
}

package com.example.chassis.database;

import com.example.chassis.config.LiveFeature;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
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

    private final HikariCredentialsProvider source;
    private final DataSource database;
    private final Runnable replaceConnections;
    private final DatabaseStartup start;
    private final AtomicInteger rotations = new AtomicInteger();
    private volatile Credentials accepted;
    private volatile @Nullable Credentials refused;
    private volatile @Nullable String refusal;

    /**
     * Starts with the credentials of the start.
     *
     * @param source which credentials are valid just now
     * @param database to try new ones
     * @param replaceConnections has the pool close each connection once nobody uses it, and open another
     */
    CredentialRotation(HikariCredentialsProvider source, DataSource database, Runnable replaceConnections,
            DatabaseStartup start) {
        this.source = source;
        this.database = database;
        this.replaceConnections = replaceConnections;
        this.start = start;
        this.accepted = source.getCredentials();
    }

    @Override
    public Set<String> properties() {
        return Set.of("spring.datasource.username", "spring.datasource.password");
    }

    /** For a new connection. */
    Credentials credentials() {
        Credentials now = now();
        return isSame(now, this.refused) ? this.accepted : now;
    }

    /** While a file is missing, the credentials are what they were. */
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
            return;
        }
        try (Connection _ = this.database.getConnection(now.getUsername(), now.getPassword())) {
            accept(now);
            this.rotations.incrementAndGet();
            this.replaceConnections.run();
            logger.info("Database credentials rotated");
        } catch (SQLException ex) {
            this.start.refusal(ex).ifPresent(refusal -> refuse(now, refusal));
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
    }

    /** Why the database refuses the credentials of just now, if it does. */
    @Nullable
    String refusal() {
        return this.refusal;
    }

    int rotations() {
        return this.rotations.get();
    }

    private static boolean isSame(Credentials some, @Nullable Credentials others) {
        return others != null && Objects.equals(some.getUsername(), others.getUsername())
                && Objects.equals(some.getPassword(), others.getPassword());
    }
}

package com.example.chassis.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Opens the connections of a pool, and replaces those that were opened with other credentials one after the other. If all were
 * closed at once, requests would wait for new ones, on a busy machine longer than they may.
 */
class PooledConnections extends SimpleDriverDataSource {

    private static final Logger logger = LoggerFactory.getLogger(PooledConnections.class);

    /** The class of errors with which a server refuses a login. */
    private static final String REFUSED = "28";

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final HikariDataSource pool;
    private final UnaryOperator<Credentials> others;

    /** By the driver's connection, until that is collected. */
    private final Map<Connection, Credentials> credentials = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Has the pool open its connections here.
     *
     * @param pool before its first connection
     * @param others what to try where these credentials are refused; the same if there are no others
     */
    PooledConnections(HikariDataSource pool, UnaryOperator<Credentials> others) {
        super(new Driver(), pool.getJdbcUrl());
        setConnectionProperties(pool.getDataSourceProperties());
        pool.setDataSource(this);
        this.pool = pool;
        this.others = others;
    }

    /** If these are refused, others are tried once. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        Credentials given = Credentials.of(username, password);
        try {
            return open(given);
        } catch (SQLException ex) {
            Credentials other = this.others.apply(given);
            if (!String.valueOf(ex.getSQLState()).startsWith(REFUSED) || CredentialRotation.isSame(other, given)) {
                throw ex;
            }
            return open(other);
        }
    }

    private Connection open(Credentials with) throws SQLException {
        Connection connection = super.getConnection(with.getUsername(), with.getPassword());
        this.credentials.put(connection, with);
        return connection;
    }

    /** It is among the driver's properties. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** How many seconds the pool waits, when it is closed, for a connection that is being opened. */
    @Override
    public int getLoginTimeout() {
        return 2;
    }

    /** Replaces those with other credentials, for five seconds. Some that are always in use may be left. */
    void replaceAllBut(Credentials valid) {
        int all = Math.max(size(), this.pool.getMinimumIdle()); // just now, one may be missing
        long start = System.nanoTime();
        while (!haveAll(valid) && System.nanoTime() - start < LONGEST.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            // To a thread that has used a connection before, the pool would give the same one again.
            try (ExecutorService another = Executors.newVirtualThreadPerTaskExecutor()) {
                another.execute(() -> replaceOne(all, valid));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void replaceOne(int all, Credentials valid) {
        if (size() < all) {
            return; // the one before is not replaced yet
        }
        try (Connection connection = this.pool.getConnection()) {
            if (!has(valid, connection.unwrap(Connection.class))) {
                this.pool.evictConnection(connection);
            }
        } catch (SQLException ex) {
            logger.debug("No connection was free, or it is broken", ex);
        }
    }

    private int size() {
        return this.pool.getHikariPoolMXBean().getTotalConnections();
    }

    private boolean haveAll(Credentials valid) {
        synchronized (this.credentials) {
            return this.credentials.keySet()
                    .stream()
                    .allMatch(connection -> isClosed(connection) || has(valid, connection));
        }
    }

    private boolean has(Credentials valid, Connection connection) {
        Credentials opened = this.credentials.get(connection);
        return opened == null || CredentialRotation.isSame(opened, valid);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException ex) {
            return true;
        }
    }
}

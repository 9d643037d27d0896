package com.example.chassis.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the connections of a pool one after the other, so that requests find one meanwhile. If all were closed at once,
 * requests would wait for new ones, on a busy machine longer than they may.
 */
final class ConnectionReplacement {

    private static final Logger logger = LoggerFactory.getLogger(ConnectionReplacement.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final String NOW = "select clock_timestamp()";
    private static final String IS_OLDER = "select backend_start < ? from pg_stat_activity where pid = pg_backend_pid()";

    private final HikariDataSource pool;
    private final OffsetDateTime age;

    private ConnectionReplacement(HikariDataSource pool, OffsetDateTime age) {
        this.pool = pool;
        this.age = age;
    }

    /**
     * Replaces those that were opened before now. If some are left after five seconds, or the time is unknown, each is closed once
     * nobody uses it.
     *
     * @param other a connection to the same database, which knows its time
     */
    static void replaceAll(HikariDataSource pool, Connection other) {
        boolean replaced = false;
        try (Statement statement = other.createStatement(); ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            replaced = new ConnectionReplacement(pool, row.getObject(1, OffsetDateTime.class)).replaceAll();
        } catch (SQLException ex) {
            logger.debug("The database did not tell its time", ex);
        }
        if (!replaced) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private boolean replaceAll() {
        int all = size();
        int left = all;
        long start = System.nanoTime();
        while (left > 0 && System.nanoTime() - start < LONGEST.toNanos()) {
            if (size() >= all && replaceOne()) {
                left--;
            } else {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return left == 0;
    }

    private int size() {
        return this.pool.getHikariPoolMXBean().getTotalConnections();
    }

    private boolean replaceOne() {
        try (Connection connection = this.pool.getConnection()) {
            if (!isOlder(connection)) {
                return false;
            }
            this.pool.evictConnection(connection);
            return true;
        } catch (SQLTransientConnectionException ex) {
            return false; // none was free
        } catch (SQLException ex) {
            return true; // it was dead, and the pool has closed it
        }
    }

    private boolean isOlder(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_OLDER)) {
            statement.setObject(1, this.age);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}

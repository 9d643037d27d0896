package com.example.orders.order;

import com.example.orders.platform.database.DirectConnections;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears from PostgreSQL that orders have ended, wherever they did, and wakes who waits. Has one connection of its own,
 * only while somebody waits; a lost one is made again.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-notify.html">PostgreSQL: NOTIFY</a>
 */
@Component
class EndListener implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(EndListener.class);

    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Waiters waiters;
    private final DataSource connections;
    private final OrderProperties properties;
    private volatile @Nullable Thread thread;

    EndListener(Waiters waiters, JdbcConnectionDetails details, OrderProperties properties) {
        this.waiters = waiters;
        this.connections = DirectConnections.to(details, "orders-end-listener", SILENCE);
        this.properties = properties;
    }

    @Override
    public void start() {
        Thread listening = Thread.ofVirtual().name("order-ends").unstarted(this::run);
        this.thread = listening;
        listening.start();
    }

    private void run() {
        try {
            while (isRunning()) {
                this.waiters.awaitSomebody();
                listenWhileSomebodyWaits();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenWhileSomebodyWaits() throws InterruptedException {
        try (Connection connection = connect()) {
            PGConnection notices = connection.unwrap(PGConnection.class);
            while (isRunning() && !this.waiters.isEmpty()) {
                recheck(connection);
                hear(notices);
            }
        } catch (SQLException | RuntimeException ex) {
            if (!isRunning()) {
                return;
            }
            logger.warn("Lost the connection that hears of ended orders, making it again: {}", ex.getMessage());
            Thread.sleep(this.properties.recheckInterval());
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = this.connections.getConnection();
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + OrderEnds.CHANNEL);
        }
        return connection;
    }

    /** Asks once for all who wait: at first, for what ended before this connection listened, then in case of a loss. */
    private void recheck(Connection connection) throws SQLException {
        String ended = "select id from orders where id = any (?) and status <> 'ACCEPTED'";
        Array ids = connection.createArrayOf("uuid", this.waiters.orders().toArray());
        try (PreparedStatement query = connection.prepareStatement(ended)) {
            query.setArray(1, ids);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                this.waiters.ended(rows.getObject(1, UUID.class));
            }
        }
    }

    private void hear(PGConnection notices) throws SQLException {
        long until = System.nanoTime() + this.properties.recheckInterval().toNanos();
        while (isRunning() && !this.waiters.isEmpty() && System.nanoTime() < until) {
            PGNotification[] heard = notices.getNotifications((int) this.properties.recheckInterval().toMillis());
            for (PGNotification notice : (heard != null) ? heard : new PGNotification[0]) {
                this.waiters.ended(UUID.fromString(notice.getParameter()));
            }
        }
    }

    @Override
    public void stop() {
        Thread listening = this.thread;
        this.thread = null;
        if (listening != null) {
            listening.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return this.thread != null;
    }
}

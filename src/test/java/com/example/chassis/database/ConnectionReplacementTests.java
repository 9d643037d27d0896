package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** On a pool whose requests wait less for a connection than it takes to open one. */
class ConnectionReplacementTests {

    private static final int CONNECTIONS = 3;
    private static final int CLIENTS = 2;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration OPENING = Duration.ofMillis(400);

    @AutoClose
    private static final TestDatabase database = TestDatabase.start();

    @AutoClose
    private final HikariDataSource pool = pool();

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(new Server("pooled") {
            @Override
            public Connection getConnection() throws SQLException {
                LockSupport.parkNanos(OPENING.toNanos());
                return super.getConnection();
            }
        });
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
        return pool;
    }

    @Test
    void everyConnectionIsReplacedAndRequestsFindOneMeanwhile() throws SQLException {
        awaitConnections();
        List<Integer> before = sessions();
        try (Connection other = new Server("other").getConnection()) {
            assertThat(failuresDuring(() -> ConnectionReplacement.replaceAll(this.pool, other))).isZero();
        }
        assertThat(sessions()).hasSize(CONNECTIONS).doesNotContainAnyElementsOf(before);
    }

    /** The counter-proof. */
    @Test
    void ifAllAreClosedAtOnceRequestsFail() throws SQLException {
        awaitConnections();
        assertThat(failuresDuring(() -> this.pool.getHikariPoolMXBean().softEvictConnections())).isPositive();
    }

    private void awaitConnections() throws SQLException {
        this.pool.getConnection().close();
        await().until(() -> sessions().size() == CONNECTIONS);
    }

    /** How many requests of clients that use the pool without a pause have failed until it is full again. */
    private int failuresDuring(Runnable replacement) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    while (!over.get()) {
                        (isAnswered() ? answers : failures).incrementAndGet();
                    }
                });
            }
            await().until(() -> answers.get() > 10);
            replacement.run();
            int answered = answers.get();
            await().until(() -> sessions().size() == CONNECTIONS && answers.get() > answered + 10);
            over.set(true);
        }
        return failures.get();
    }

    private boolean isAnswered() {
        try (Connection connection = this.pool.getConnection(); Statement statement = connection.createStatement()) {
            return statement.execute("select pg_sleep(0.001)");
        } catch (SQLException ex) {
            return false;
        }
    }

    private static List<Integer> sessions() {
        return JdbcClient.create(new Server("other"))
                .sql("select pid from pg_stat_activity where application_name = 'pooled'")
                .query(Integer.class)
                .list();
    }

    /** The database, with the name under which it shows its sessions. */
    private static class Server extends SimpleDriverDataSource {

        Server(String application) {
            super(new Driver(), database.url(), database.username(), database.password());
            Properties names = new Properties();
            names.setProperty("ApplicationName", application);
            setConnectionProperties(names);
        }
    }
}

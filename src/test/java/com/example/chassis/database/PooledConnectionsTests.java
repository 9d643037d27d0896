package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Of a pool whose requests wait less for a connection than it takes to open one. */
class PooledConnectionsTests {

    private static final int CONNECTIONS = 3;
    private static final int CLIENTS = 2;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration OPENING = Duration.ofMillis(400);
    private static final Credentials SECOND = Credentials.of("second", "second");

    @AutoClose
    private static final TestDatabase database = TestDatabase.start();
    private static final JdbcClient server = JdbcClient
            .create(new DriverManagerDataSource(database.url(), database.username(), database.password()));

    @AutoClose
    private final HikariDataSource pool = new HikariDataSource();
    private final PooledConnections connections = connections();
    private volatile Credentials now = Credentials.of(database.username(), database.password());

    private PooledConnections connections() {
        this.pool.setJdbcUrl(database.url().replaceFirst("\\?.*", "")); // it may name a user
        this.pool.addDataSourceProperty("ApplicationName", "pooled");
        this.pool.setMaximumPoolSize(CONNECTIONS);
        this.pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
        this.pool.setCredentialsProvider(() -> this.now);
        return new PooledConnections(this.pool, _ -> this.now) {
            @Override
            public Connection getConnection(String username, String password) throws SQLException {
                LockSupport.parkNanos(OPENING.toNanos());
                return super.getConnection(username, password);
            }
        };
    }

    @BeforeAll
    static void create() {
        server.sql("create role second login password 'second'").update();
    }

    @BeforeEach
    void fill() throws SQLException {
        this.pool.getConnection().close();
        await().until(() -> users().equals(Collections.nCopies(CONNECTIONS, database.username())));
    }

    @Test
    void eachIsReplacedAndRequestsFindOneMeanwhile() {
        this.now = SECOND;
        assertThat(failuresDuring(this::replaceAll)).isZero();
        assertThat(users()).isEqualTo(Collections.nCopies(CONNECTIONS, "second"));
    }

    @Test
    void noneIsTakenWhileThePoolFillsUp() {
        this.now = SECOND;
        assertThat(failuresDuring(() -> {
            evictOne();
            evictOne();
            replaceAll();
        })).isZero();
    }

    @Test
    void thoseWithTheValidCredentialsStay() {
        List<String> before = ofEachSession("pid");
        assertThat(failuresDuring(() -> this.connections.replaceAllBut(this.now))).isZero();
        assertThat(ofEachSession("pid")).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void ifThoseThatThePoolHasAreRefusedOthersAreTriedOnce() throws SQLException {
        this.now = SECOND;
        try (Connection connection = this.connections.getConnection("former", "former")) {
            assertThat(connection.getMetaData().getUserName()).isEqualTo("second");
        }
        this.now = Credentials.of("former", "former");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> this.connections.getConnection("former", "former"));
    }

    /** The counter-proof. */
    @Test
    void ifAllAreClosedAtOnceRequestsFail() {
        assertThat(failuresDuring(() -> this.pool.getHikariPoolMXBean().softEvictConnections())).isPositive();
    }

    /** How many requests of clients, each on a thread of its own, have failed until the pool is full again. */
    private int failuresDuring(Runnable replacement) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    while (!over.get()) {
                        try (ExecutorService request = Executors.newVirtualThreadPerTaskExecutor()) {
                            request.execute(() -> (isAnswered() ? answers : failures).incrementAndGet());
                        }
                    }
                });
            }
            await().until(() -> answers.get() > 10);
            replacement.run();
            int answered = answers.get();
            await().until(() -> users().size() == CONNECTIONS && answers.get() > answered + 10);
            over.set(true);
        }
        return failures.get();
    }

    /** As often as it takes, as the looks do. */
    private void replaceAll() {
        await().until(() -> {
            this.connections.replaceAllBut(SECOND);
            return users().equals(Collections.nCopies(CONNECTIONS, "second"));
        });
    }

    private void evictOne() {
        try (Connection connection = this.pool.getConnection()) {
            this.pool.evictConnection(connection);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private boolean isAnswered() {
        try (Connection connection = this.pool.getConnection(); Statement statement = connection.createStatement()) {
            return statement.execute("select pg_sleep(0.001)");
        } catch (SQLException ex) {
            return false;
        }
    }

    private static List<String> users() {
        return ofEachSession("usename");
    }

    private static List<String> ofEachSession(String column) {
        return server.sql("select " + column + " from pg_stat_activity where application_name = 'pooled'")
                .query((row, _) -> row.getString(1))
                .list();
    }
}

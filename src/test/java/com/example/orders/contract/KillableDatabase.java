package com.example.orders.contract;

import static org.awaitility.Awaitility.await;

import com.example.orders.support.Folder;
import com.example.orders.support.Invariant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that asks for a password, and that can be killed and started again with its data. */
final class KillableDatabase implements AutoCloseable {

    static final String PASSWORD = "s3cret-of-the-database";

    private final Path folder;
    private final Path data;
    private final Path mounted;
    private final int port;
    private EmbeddedPostgres server;

    private KillableDatabase(Path directory, int port) throws IOException {
        this.folder = directory;
        this.data = directory.resolve("data");
        this.mounted = Files.createDirectory(directory.resolve("mounted"));
        this.port = port;
        this.server = startServer();
    }

    static KillableDatabase create() {
        try {
            KillableDatabase database = new KillableDatabase(Files.createTempDirectory("orders-database"),
                    ProcessSubject.freePort());
            database.addUser();
            PackagedJar.train(database.launch());
            return database;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private EmbeddedPostgres startServer() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(this.port)
                .setDataDirectory(this.data)
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on") // else a killed server forgets what it acknowledged
                .setConnectConfig("connectTimeout", "5")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    private void addUser() throws IOException {
        admin().sql("create role orders login password '%s'".formatted(PASSWORD)).update();
        admin().sql("create database orders owner orders").update();
        Path rules = this.data.resolve("pg_hba.conf");
        Files.writeString(rules, "host all orders all scram-sha-256\n" + Files.readString(rules));
        admin().sql("select pg_reload_conf()").query().singleValue();
        Files.writeString(this.mounted.resolve("spring.datasource.password"), PASSWORD + "\n");
    }

    /** What the service needs to know of it: the address as a variable, the password as a mounted file. */
    Launch launch() {
        return launch(this.port);
    }

    /** The same, by another port, behind which something else stands. */
    Launch launch(int port) {
        return Launch.with(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:%d/orders".formatted(port),
                "SPRING_CONFIG_IMPORT", "configtree:" + this.mounted + "/"));
    }

    /** A launch on it, with some settings more. */
    Launch launch(Map<String, String> settings) {
        return launch().set(settings);
    }

    int port() {
        return this.port;
    }

    /** SQL as the server's superuser, in the service's database. */
    JdbcClient sql() {
        return JdbcClient.create(this.server.getDatabase("postgres", "orders"));
    }

    /** A number that a query gives. */
    int count(String query) {
        return sql().sql(query).query(Integer.class).single();
    }

    /** Checks what must hold at any moment. */
    void assertInvariant() {
        new Invariant(sql()).assertHolds();
    }

    /** Forgets what earlier tests have left in it. */
    void clear() {
        sql().sql("drop schema public cascade; create schema public authorization orders").update();
    }

    private JdbcClient admin() {
        return JdbcClient.create(this.server.getPostgresDatabase());
    }

    /** Kills the server's first process, as a lost machine would. */
    void kill() {
        try {
            long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).getFirst());
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Starts the killed server again; it recovers what was committed. */
    void startAgain() {
        stop(); // what is left of it: a lock of this process on the data
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            this.server = startServer();
            return true;
        });
    }

    private void stop() {
        try {
            this.server.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        stop();
        Folder.delete(this.folder);
    }
}

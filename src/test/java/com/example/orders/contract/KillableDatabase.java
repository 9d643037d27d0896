package com.example.orders.contract;

import com.example.orders.support.Folder;
import com.example.orders.support.Invariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that asks for a password, and that can be killed and started again with its data. */
abstract class KillableDatabase implements Ledger, AutoCloseable {

    static final String PASSWORD = "s3cret-of-the-database";

    private final Path folder;
    private final Path mounted;

    KillableDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.mounted = Files.createDirectory(folder.resolve("mounted"));
    }

    /** Starts one that fits the kind of subject. */
    static KillableDatabase create() {
        try {
            KillableDatabase database = SubjectKind.chosen().createDatabase(Folder.temporary("orders-database"));
            database.addUser();
            SubjectKind.chosen().prepare(database.launch());
            return database;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void addUser() throws IOException {
        admin().sql("create role orders login password '%s'".formatted(PASSWORD)).update();
        admin().sql("create database orders owner orders").update();
        letUserIn(admin());
        Files.writeString(this.mounted.resolve("spring.datasource.password"), PASSWORD + "\n");
    }

    /** Has the server ask the service's user for its password, where it does not by itself. */
    abstract void letUserIn(JdbcClient admin) throws IOException;

    /** Where both a test and a subject reach it. */
    abstract InetSocketAddress address();

    abstract DataSource superuser(String database);

    /** Kills the server's first process, as a lost machine would. */
    abstract void kill();

    /** Starts the killed server again; it recovers what was committed. */
    abstract void startAgain();

    abstract void stop();

    /** What the service needs to know of it: the address as a variable, the password as a mounted file. */
    Launch launch() {
        return launch(address());
    }

    /** The same, by another address, behind which something else stands. */
    Launch launch(InetSocketAddress address) {
        return Launch.with(Map.of("SPRING_DATASOURCE_URL",
                "jdbc:postgresql://%s:%d/orders".formatted(address.getHostString(), address.getPort()),
                "SPRING_CONFIG_IMPORT", "configtree:" + this.mounted + "/")).mount(this.mounted);
    }

    /** A launch on it, with some settings more. */
    Launch launch(Map<String, String> settings) {
        return launch().set(settings);
    }

    /** SQL as the server's superuser, in the service's database. */
    JdbcClient sql() {
        return JdbcClient.create(superuser("orders"));
    }

    @Override
    public List<String> ask(String query) {
        return sql().sql(query).query((row, _) -> row.getString(1)).list();
    }

    @Override
    public void assertInvariant() {
        new Invariant(sql()).assertHolds();
    }

    /** Forgets what earlier tests have left in it. */
    void clear() {
        sql().sql("drop schema public cascade; create schema public authorization orders").update();
    }

    private JdbcClient admin() {
        return JdbcClient.create(superuser("postgres"));
    }

    @Override
    public void close() {
        stop();
        Folder.delete(this.folder);
    }
}

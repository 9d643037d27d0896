package com.example.contract.subject;

import com.example.contract.ServiceDatabase;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that requires a password, and that can be killed and started again with its data. */
public abstract class KillableDatabase implements ServiceDatabase, AutoCloseable {

    public static final String PASSWORD = "s3cret-of-the-database";

    /** The service's role, and its database. */
    static final String NAME = "service";

    private final Path folder;
    private final Path mounted;

    KillableDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.mounted = Files.createDirectory(folder.resolve("mounted"));
    }

    /** Starts one that fits the kind of subject. */
    static KillableDatabase start() {
        try {
            KillableDatabase database = SubjectKind.chosen()
                    .createDatabase(TemporaryFolder.create("contract-database"));
            database.addRole();
            return database;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void addRole() throws IOException {
        admin().sql("create role %s login password '%s'".formatted(NAME, PASSWORD)).update();
        admin().sql("create database %s owner %1$s".formatted(NAME)).update();
        requirePassword(admin());
        Files.writeString(this.mounted.resolve("spring.datasource.password"), PASSWORD + "\n");
    }

    /** Has the server require the role's password, if it does not by default. */
    abstract void requirePassword(JdbcClient admin) throws IOException;

    /** Where both a test and a subject reach it. */
    public abstract InetSocketAddress address();

    abstract DataSource superuser(String database);

    /** Kills the server's first process, as a lost machine would. */
    public abstract void kill();

    /** Starts the killed server again; it recovers what was committed. */
    public abstract void startAgain();

    abstract void stop();

    /** A launch of the service on it: the address as a variable, the password as a mounted file. */
    public Launch launch() {
        return launch(address());
    }

    /** The same, by another address that leads to it. */
    public Launch launch(InetSocketAddress address) {
        return Launch
                .with(Map.of("SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://%s:%d/%s".formatted(address.getHostString(), address.getPort(), NAME),
                        "SPRING_DATASOURCE_USERNAME", NAME, "SPRING_CONFIG_IMPORT", "configtree:" + this.mounted + "/"))
                .mount(this.mounted);
    }

    /** SQL as the server's superuser, in the service's database. */
    public JdbcClient sql() {
        return JdbcClient.create(superuser(NAME));
    }

    @Override
    public List<String> query(String sql) {
        return sql().sql(sql).query((row, _) -> row.getString(1)).list();
    }

    /** Removes what earlier tests have stored. */
    public void clear() {
        sql().sql("drop schema public cascade; create schema public authorization " + NAME).update();
    }

    /** As after a failover to a standby: the service's open sessions are read-only from now on, new ones are not. */
    public void makeOpenSessionsReadOnly() {
        admin().sql("alter role " + NAME + " set default_transaction_read_only = off").update();
        admin().sql("alter system set default_transaction_read_only = on").update();
        admin().sql("select pg_reload_conf()").query().singleRow();
    }

    /** Undoes it. */
    public void makeOpenSessionsWritable() {
        admin().sql("alter system reset default_transaction_read_only").update();
        admin().sql("select pg_reload_conf()").query().singleRow();
    }

    private JdbcClient admin() {
        return JdbcClient.create(superuser("postgres"));
    }

    @Override
    public void close() {
        stop();
        TemporaryFolder.delete(this.folder);
    }
}

package com.example.contract.subject;

import com.example.contract.ServiceDatabase;
import com.example.contract.support.Command;
import com.example.contract.support.MountedFolder;
import com.example.contract.support.TemporaryFolder;
import com.example.contract.support.TestAuthority.Issued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL that requires a password, and that can be killed and started again with its data. */
public abstract class KillableDatabase implements ServiceDatabase, AutoCloseable {

    public static final String PASSWORD = "s3cret-of-the-database";

    /** The service's role, and its database. */
    public static final String NAME = "service";

    /** The role that owns the schema, once it has been separated from the service's. */
    public static final String OWNER = NAME + "_owner";

    private static final String PRIVILEGES = "k8s/components/postgres/print-privileges";

    private static final String SESSIONS = "select %s from pg_stat_activity where usename ~ '^" + NAME
            + "' and backend_start < '%s'";

    private static final String USERNAME_FILE = "spring.datasource.username";
    private static final String PASSWORD_FILE = "spring.datasource.password";

    private final Path folder;
    private final MountedFolder mounted;
    private final MountedFolder mountedOfOwner;

    KillableDatabase(Path folder) {
        this.folder = folder;
        this.mounted = new MountedFolder(folder.resolve("mounted"));
        this.mountedOfOwner = new MountedFolder(folder.resolve("mounted-of-owner"));
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
        mountPassword(PASSWORD);
    }

    /** Adds a second role, which acts as the first once it is connected. */
    public String addSecondRole() {
        String second = NAME + "_2";
        admin().sql("create role %s login in role %s password '%s'".formatted(second, NAME, PASSWORD)).update();
        admin().sql("alter role %s set role = %s".formatted(second, NAME)).update();
        return second;
    }

    /**
     * The service's role becomes the schema's owner under another name, and the service gets a new role under the old name, all
     * at once: docs/database-roles.md.
     */
    public void separateOwner() {
        sql().sql("""
                alter role %1$s rename to %2$s;
                create role %1$s login password '%3$s';
                %4$s""".formatted(NAME, OWNER, PASSWORD, privileges())).update();
        String password = PASSWORD + "-of-the-owner";
        setPassword(OWNER, password);
        this.mountedOfOwner.replace(Map.of(USERNAME_FILE, OWNER, PASSWORD_FILE, password));
    }

    /** What psql would make of it. */
    private static String privileges() {
        return Command.run(Path.of(""), "", List.of("sh", PRIVILEGES, OWNER, NAME, NAME)).orElseThrow();
    }

    /** SQL as a role, with its first password. */
    public JdbcClient sqlAs(String role) {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(address().getHostString(), address().getPort(), NAME);
        return JdbcClient.create(new DriverManagerDataSource(url, role, PASSWORD));
    }

    /** A launch with the owner's user and password. */
    public Launch ownerLaunch() {
        return launch().unset("SPRING_DATASOURCE_USERNAME")
                .set("SPRING_CONFIG_IMPORT", "configtree:" + this.mountedOfOwner.path() + "/")
                .mount(this.mountedOfOwner.path());
    }

    /** Adds a role that may log in, and nothing else. */
    public String addRoleWithoutRights() {
        String stranger = NAME + "_stranger";
        admin().sql("create role %s login password '%s'".formatted(stranger, PASSWORD)).update();
        return stranger;
    }

    /** Changes a role's password on the server. */
    public void setPassword(String role, String password) {
        admin().sql("alter role %s password '%s'".formatted(role, password)).update();
    }

    /** Changes the mounted password. */
    public void mountPassword(String password) {
        this.mounted.replace(Map.of(PASSWORD_FILE, password + "\n"));
    }

    /** Changes the mounted password and user; no variable may set either. */
    public void mountCredentials(String username, String password) {
        this.mounted.replace(Map.of(USERNAME_FILE, username, PASSWORD_FILE, password));
    }

    /** The server's clock. */
    public String now() {
        return query("select clock_timestamp()").getFirst();
    }

    /** Ends the service's sessions that were opened before an instant, and gives how many there were. */
    public int terminateSessions(String before) {
        return query(SESSIONS.formatted("pg_terminate_backend(pid)", before)).size();
    }

    /** Has the server require the role's password, if it does not by default. */
    abstract void requirePassword(JdbcClient admin) throws IOException;

    /** Has the server offer TLS, with another certificate from now on; the one of the class path can. */
    public void useCertificate(Issued issued) throws IOException {
        throw new UnsupportedOperationException("without TLS");
    }

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
        return Launch.with(Map.of("SPRING_DATASOURCE_URL",
                "jdbc:postgresql://%s:%d/%s".formatted(address.getHostString(), address.getPort(), NAME),
                "SPRING_DATASOURCE_USERNAME", NAME, "SPRING_CONFIG_IMPORT", "configtree:" + this.mounted.path() + "/"))
                .mount(this.mounted.path());
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

    final JdbcClient admin() {
        return JdbcClient.create(superuser("postgres"));
    }

    @Override
    public void close() {
        stop();
        TemporaryFolder.delete(this.folder);
    }
}

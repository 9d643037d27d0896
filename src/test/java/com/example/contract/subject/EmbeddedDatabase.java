package com.example.contract.subject;

import static org.awaitility.Awaitility.await;

import com.example.contract.support.TestAuthority.Issued;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL from the class path, in its own processes. */
final class EmbeddedDatabase extends KillableDatabase {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    EmbeddedDatabase(Path folder) throws IOException {
        super(folder);
        this.data = folder.resolve("data");
        this.port = Ports.next();
        this.server = startServer();
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

    @Override
    public void requirePassword(JdbcClient admin) throws IOException {
        Path rules = this.data.resolve("pg_hba.conf");
        Files.writeString(rules, "host all /^%s all scram-sha-256\n".formatted(NAME) + Files.readString(rules));
        admin.sql("select pg_reload_conf()").query().singleValue();
    }

    /** Only the owner may read the key. */
    @Override
    public void useCertificate(Issued issued) throws IOException {
        Path key = this.data.resolve("server.key");
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.setAttribute(key, "unix:uid", Files.getAttribute(this.data, "unix:uid"));
        Files.writeString(key, issued.key());
        Files.writeString(this.data.resolve("server.crt"), issued.certificate());
        admin().sql("alter system set ssl = on").update();
        admin().sql("select pg_reload_conf()").query().singleValue();
    }

    @Override
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("localhost", this.port);
    }

    @Override
    public DataSource superuser(String database) {
        return this.server.getDatabase("postgres", database);
    }

    @Override
    public void kill() {
        try {
            long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).getFirst());
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void startAgain() {
        stop(); // what is left of it: a lock of this process on the data
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            this.server = startServer();
            return true;
        });
    }

    @Override
    public void stop() {
        try {
            this.server.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

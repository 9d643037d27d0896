package com.example.contract.subject;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL in a container, at a port that stays the same when it is killed and started again. */
final class ContainerDatabase extends KillableDatabase {

    private static final String SUPERUSER = "postgres";

    private final int port = Ports.next();
    private final PostgreSQLContainer server;

    ContainerDatabase(Path folder) throws IOException {
        super(folder);
        this.server = new PostgreSQLContainer("postgres:18").withUsername(SUPERUSER).withPassword(SUPERUSER);
        this.server.setPortBindings(List.of(this.port + ":5432"));
        this.server.start();
    }

    /** The image's own rules require a password from outside. */
    @Override
    public void requirePassword(JdbcClient admin) {}

    @Override
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(SubjectKind.CONTAINER.thisMachine(), this.port);
    }

    @Override
    public DataSource superuser(String database) {
        String url = "jdbc:postgresql://localhost:%d/%s".formatted(this.port, database);
        return new DriverManagerDataSource(url, SUPERUSER, SUPERUSER);
    }

    @Override
    public void kill() {
        DockerEngine.client().killContainerCmd(this.server.getContainerId()).exec();
    }

    @Override
    public void startAgain() {
        DockerEngine.client().startContainerCmd(this.server.getContainerId()).exec();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> count("select 1") == 1);
    }

    @Override
    public void stop() {
        this.server.stop();
    }
}

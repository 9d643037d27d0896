package com.example.contract.subject;

import static org.awaitility.Awaitility.await;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.Pod;
import com.example.contract.support.Documents;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A PostgreSQL in a pod that stays while the server in it is killed and started again, and so keeps its address. */
final class PodDatabase extends KillableDatabase {

    private static final String SUPERUSER = "postgres";

    /** A loop starts the server, unless a file says that it is to be down. */
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: database
            spec:
              terminationGracePeriodSeconds: 0
              containers:
                - name: postgres
                  image: postgres:18
                  command: [sh, -c, "while sleep 0.2; do [ -e /tmp/down ] || docker-entrypoint.sh postgres; done"]
                  env:
                    - name: POSTGRES_PASSWORD
                      value: postgres
                    - name: PGDATA
                      value: /var/lib/postgresql/data
            """;

    private final Pod pod;

    PodDatabase(Path folder) throws IOException {
        super(folder);
        JsonNode manifest = Documents.read(MANIFEST).getFirst();
        ((ObjectNode) manifest.get("metadata")).put("name", "database-" + System.nanoTime());
        this.pod = Pod.create(Cluster.get().kubectl(), manifest);
        awaitServer();
    }

    private void awaitServer() {
        await().atMost(Cluster.PATIENCE)
                .ignoreExceptions()
                .until(() -> JdbcClient.create(superuser("postgres")).sql("select 1").query().singleRow() != null);
    }

    /** The image's own rules require a password from outside. */
    @Override
    public void requirePassword(JdbcClient admin) {}

    @Override
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(this.pod.address(), 5432);
    }

    @Override
    public DataSource superuser(String database) {
        String url = "jdbc:postgresql://%s:5432/%s".formatted(this.pod.address(), database);
        return new DriverManagerDataSource(url, SUPERUSER, SUPERUSER);
    }

    @Override
    public void kill() {
        this.pod.exec("touch /tmp/down; kill -KILL $(head -1 $PGDATA/postmaster.pid)");
    }

    @Override
    public void startAgain() {
        this.pod.exec("rm -f /tmp/down");
        awaitServer();
    }

    @Override
    public void stop() {
        this.pod.delete();
    }
}

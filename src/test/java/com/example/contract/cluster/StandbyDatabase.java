package com.example.contract.cluster;

import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDatabase;
import com.example.contract.support.Application;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A second PostgreSQL, which follows that of a deployed service by streaming replication, and can take its place. */
public final class StandbyDatabase implements ServiceDatabase {

    private static final String NAME = "postgres-standby";

    /** In the selector of the Service: which pod the clients reach. */
    private static final String SELECTED = "statefulset.kubernetes.io/pod-name";

    /** Not {@code pg_basebackup}, which streams too: settings that are made while it still copies would be copied as well. */
    private static final String FOLLOWING = """
            select count(*) from pg_stat_replication where state = 'streaming' and application_name = 'walreceiver'""";

    private static final String FOLLOW = """
            export PGPASSWORD=standby
            pg_basebackup --host=postgres --username=standby --pgdata="$PGDATA" --write-recovery-conf --checkpoint=fast
            exec docker-entrypoint.sh postgres "$@"
            """;

    private final DeployedService deployed;
    private final Pod pod;

    /** Starts it on a node, and waits until it follows. */
    public StandbyDatabase(DeployedService deployed, String node) {
        this.deployed = deployed;
        deployed.database().exec("echo host replication all all scram-sha-256 >>$PGDATA/pg_hba.conf");
        deployed.query("select pg_reload_conf()");
        deployed.query("create role standby login replication password 'standby'");
        select(deployed.database().name());
        this.pod = Pod.create(deployed.kubectl(), manifest(node));
        await().atMost(Cluster.PATIENCE).until(() -> deployed.count(FOLLOWING) == 1);
    }

    /** That of the database's pod, with data of its own. */
    private ObjectNode manifest(String node) {
        ObjectNode manifest = (ObjectNode) this.deployed.kubectl()
                .json("get", "statefulset", "postgres")
                .at("/spec/template");
        ObjectNode metadata = (ObjectNode) manifest.put("apiVersion", "v1").put("kind", "Pod").get("metadata");
        metadata.put("name", NAME)
                .withObject("labels")
                .put(SELECTED, NAME)
                .put(Application.DOMAIN + "/database", "client");
        ObjectNode spec = ((ObjectNode) manifest.get("spec")).put("nodeName", node);
        spec.withArray("volumes").addObject().put("name", "data").putObject("emptyDir");
        ((ObjectNode) spec.at("/containers/0")).putArray("command").add("sh").add("-euc").add(FOLLOW).add("postgres");
        return manifest;
    }

    /** From now on, the database acknowledges a commit only once the standby has it on its disk. */
    public void awaitEveryCommit() {
        this.deployed.query("alter system set synchronous_standby_names = '*'");
        this.deployed.query("select pg_reload_conf()");
        await().atMost(Cluster.PATIENCE)
                .until(() -> this.deployed
                        .count("select count(*) from pg_stat_replication where sync_state = 'sync'") == 1);
    }

    /** Takes the database's place. Whoever calls this knows that the old one is off. */
    public void promote() {
        this.pod.exec("pg_ctl promote --pgdata=$PGDATA").orElseThrow();
        select(NAME);
    }

    private void select(String pod) {
        this.deployed.kubectl()
                .run("patch", "service", "postgres", "--patch",
                        "{\"spec\":{\"selector\":{\"%s\":\"%s\"}}}".formatted(SELECTED, pod));
    }

    @Override
    public List<String> query(String sql) {
        return this.deployed.query(this.pod.name(), sql);
    }
}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.RetryingClients;
import com.example.contract.subject.KillableDatabase;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service's role in the database reads and writes rows. Another role, which only the migration uses, owns the schema. */
@NeedsStoredData
class DatabaseRolesContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    private final KillableDatabase database = environment.database();

    @Test
    void oneRoleBecomesTwoUnderLoadAndNoRequestFails() {
        try (Subject old = Subject.ready(environment.launch()); RetryingClients clients = clients(old)) {
            clients.awaitAccepted(100);
            String table = this.database.query(
                    "select min(table_name) from information_schema.tables where table_schema = current_schema()")
                    .getFirst();
            List<String> changes = changes(table);
            JdbcClient service = this.database.sqlAs(KillableDatabase.NAME);
            changes.forEach(change -> assertThatNoException().as("as the owner: " + change)
                    .isThrownBy(() -> service.sql("begin; " + change + "; rollback").update()));
            this.database.separateOwner();
            changes.forEach(change -> assertThatExceptionOfType(DataAccessException.class).as(change)
                    .isThrownBy(() -> service.sql("begin; " + change + "; rollback").update())
                    .havingRootCause()
                    .withMessageMatching("(?s).*(permission denied|must be owner).*"));

            try (Subject job = Subject.start(this.database.ownerLaunch().arguments("migrate"))) {
                assertThat(job.awaitExit(Duration.ofSeconds(60))).isZero();
            }
            this.database.sql().sql("set role " + KillableDatabase.OWNER + "; create table later (id int)").update();
            assertThat(service.sql("insert into later values (1)").update()).isOne();
            try (Subject fresh = Subject.ready(environment.launch().set("CHASSIS_DATABASE_MIGRATE", "false"));
                    RetryingClients freshClients = clients(fresh)) {
                freshClients.awaitAccepted(100);
                clients.awaitAccepted(100);
                finish(freshClients, clients);
            }
        }
    }

    /** What nobody can do with the service's password. */
    private static List<String> changes(String table) {
        return List.of("create table t (id int)", "create temporary table t (id int)", "create schema s",
                "create index on " + table + " ((1))", "alter table " + table + " add column c int",
                "truncate " + table + " cascade", "drop table " + table + " cascade");
    }

    private RetryingClients clients(Subject subject) {
        return new RetryingClients(subject.url(), 4, Duration.ofMillis(20), this.database);
    }

    private void finish(RetryingClients fresh, RetryingClients old) {
        fresh.stop();
        old.stop();
        await().atMost(Duration.ofSeconds(60)).until(this.database::isSettled);
        System.out.printf("| one role becomes two | before and after: %s | new pods: %s |%n", old.answers(),
                fresh.answers());
        for (RetryingClients clients : List.of(old, fresh)) {
            assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.NO_ERROR);
            assertThat(clients.lost(this.database)).isEmpty();
        }
        assertThat(old.doubled(this.database, fresh)).isEmpty();
        this.database.assertInvariant();
    }
}

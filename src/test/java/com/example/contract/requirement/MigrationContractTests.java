package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.example.contract.load.RetryingClients;
import com.example.contract.subject.Launch;
import com.example.contract.subject.PreviousRelease;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.subject.SubjectKind;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;

/** Two releases share one database during a rollout: which one migrates, and what the other must tolerate. */
@NeedsStoredData
class MigrationContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    @Test
    void aServiceThatMayNotMigrateServesOnceTheJobHas() {
        Launch launch = environment.launch(Map.of("CHASSIS_DATABASE_MIGRATE", "false"));
        try (Subject service = Subject.start(launch)) {
            await().until(
                    () -> service.stdout().stream().anyMatch(line -> line.contains("No schema of this release yet")));
            try (Subject job = Subject.start(launch.arguments("migrate"))) {
                assertThat(job.awaitExit(Duration.ofSeconds(60))).isZero();
                assertThat(LogLines.notJson(job.stdout())).isEmpty();
                assertThat(job.stdout()).anyMatch(line -> line.contains("Successfully applied"));
                assertThat(job.stdout()).noneMatch(line -> line.contains("Tomcat") || line.contains("scheduler"));
            }
            service.awaitReady();
            assertThat(Requests.use(service).status()).isEqualTo(200);
        }
    }

    @Test
    void thePreviousReleaseAndThisOneServeFromThisSchemaAtOnce() {
        assumeThat(SubjectKind.chosen()).as("a program of the previous release, which runs as a process alone")
                .isEqualTo(SubjectKind.PROCESS);
        Launch previous = environment.launch().program(PreviousRelease.classPath());
        try (Subject old = Subject.ready(previous); RetryingClients oldClients = clientsOf(old)) {
            await().until(() -> oldClients.accepted() > 50);
            String before = newestMigration();
            try (Subject fresh = Subject.ready(environment.launch()); // migrates meanwhile
                    RetryingClients freshClients = clientsOf(fresh)) {
                assertThat(newestMigration()).isNotEqualTo(before);
                int enough = oldClients.accepted() + 100;
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> oldClients.accepted() > enough && freshClients.accepted() > 100);
                oldClients.stop();
                freshClients.stop();
                await().atMost(Duration.ofSeconds(30)).until(environment.database()::isSettled);
                System.out.printf("schema %s to %s under load: previous release %d %s, this one %d %s%n", before,
                        newestMigration(), oldClients.accepted(), oldClients.answers(), freshClients.accepted(),
                        freshClients.answers());
                for (RetryingClients clients : List.of(oldClients, freshClients)) {
                    assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.NO_ERROR);
                    assertThat(clients.lost(environment.database())).isEmpty();
                }
                assertThat(oldClients.doubled(environment.database(), freshClients)).isEmpty();
                environment.database().assertInvariant();
            }
        }
        // The release is rolled back: the previous program starts on this schema.
        try (Subject old = Subject.ready(previous)) {
            assertThat(Requests.use(old).status()).isEqualTo(200);
        }
    }

    /** In the release in which the driver stores something new, the previous release cannot serve its clients. */
    private static RetryingClients clientsOf(Subject service) {
        try {
            environment.database().storedIds();
        } catch (BadSqlGrammarException ex) {
            abort("the previous release does not have what the driver stores: "
                    + ex.getMostSpecificCause().getMessage());
        }
        return new RetryingClients(service.url(), 4, Duration.ofMillis(20), environment.database());
    }

    /** What docs/adr/0010-migration.md allows while the previous release runs. */
    @Test
    void aColumnThatALaterReleaseAddsPassesUnnoticed() {
        try (Subject subject = Subject.ready(environment.launch());
                RetryingClients clients = new RetryingClients(subject.url(), 4, Duration.ofMillis(20),
                        environment.database())) {
            await().until(() -> clients.accepted() > 50);
            List<String> tables = environment.database()
                    .query("select table_name from information_schema.tables where table_schema = current_schema() "
                            + "and table_name <> 'flyway_schema_history'");
            assertThat(tables).isNotEmpty();
            tables.forEach(table -> environment.database()
                    .sql()
                    .sql("alter table " + table + " add column added text")
                    .update());
            int enough = clients.accepted() + 100;
            await().atMost(Duration.ofSeconds(30)).until(() -> clients.accepted() > enough);
            clients.stop();
            await().atMost(Duration.ofSeconds(60)).until(environment.database()::isSettled);
            System.out.printf("a column added to each of %s: %s%n", tables, clients.answers());
            assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.NO_ERROR);
            clients.assertNothingLostOrDoubled(environment.database());
        }
    }

    private static String newestMigration() {
        return environment.database()
                .query("select version from flyway_schema_history order by installed_rank desc limit 1")
                .getFirst();
    }
}

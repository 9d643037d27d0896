package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two releases share one database for as long as a rollout lasts: who migrates, and what the other one must bear. */
class MigrationContractTests {

    private static final Set<String> NO_TROUBLE = Set.of("POST 200", "POST 202", "DELETE 200", "DELETE 409");

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void aServiceThatMayNotMigrateServesOnceTheJobHas() {
        Launch launch = database.launch(Map.of("PLATFORM_DATABASE_MIGRATE", "false"));
        try (Subject service = Subject.start(launch)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> service.stdout().stream()
                    .anyMatch(line -> line.contains("No schema of this release yet")));
            try (Subject job = Subject.start(launch.arguments("migrate"))) {
                assertThat(job.awaitExit(Duration.ofSeconds(40))).isZero();
                assertThat(Lines.notJson(job.stdout())).isEmpty();
                assertThat(job.stdout()).anyMatch(line -> line.contains("Successfully applied"));
                assertThat(job.stdout()).noneMatch(line -> line.contains("Tomcat") || line.contains("scheduler"));
            }
            service.awaitReady();
            service.api().restock("MIG-1", 1);
            assertThat(service.api().order("MIG-1", 1, "Prefer", "wait=10").text("/status")).isEqualTo("FULFILLED");
        }
    }

    @Test
    void yesterdaysProgramAndTodaysServeFromTodaysSchemaAtOnce() {
        assumeThat(SubjectKind.chosen()).as("a program of yesterday, which runs as a process alone")
                .isEqualTo(SubjectKind.PROCESS);
        Launch yesterdays = database.launch().program(Yesterday.classPath());
        try (Subject yesterday = Subject.ready(yesterdays);
                Customers old = new Customers(yesterday.url(), 4, Duration.ofMillis(20))) {
            await().until(() -> old.accepted() > 50);
            String before = newestMigration();
            try (Subject today = Subject.ready(database.launch()); // and migrates meanwhile
                    Customers fresh = new Customers(today.url(), 4, Duration.ofMillis(20))) {
                assertThat(newestMigration()).isNotEqualTo(before);
                int enough = old.accepted() + 100;
                await().atMost(Duration.ofSeconds(30)).until(() -> old.accepted() > enough && fresh.accepted() > 100);
                old.stop();
                fresh.stop();
                await().atMost(Duration.ofSeconds(30)).until(database::isSettled);
                System.out.printf("schema %s to %s under load: yesterday's %d orders %s, today's %d orders %s%n",
                        before,
                        newestMigration(), old.accepted(), old.answers(), fresh.accepted(), fresh.answers());
                for (Customers customers : new Customers[]{old, fresh}) {
                    assertThat(customers.answers().keySet()).isSubsetOf(NO_TROUBLE);
                    assertThat(customers.lost(database)).isEmpty();
                    assertThat(customers.doubled(database)).isZero();
                }
                assertThat(Lines.saying("Order ended", yesterday.stdout())).isNotEmpty();
                assertThat(Lines.saying("Order ended", today.stdout())).isNotEmpty();
                database.assertInvariant();
            }
        }
        // The release is undone: yesterday's program starts on today's schema.
        try (Subject yesterday = Subject.ready(yesterdays)) {
            yesterday.api().restock("MIG-2", 2);
            assertThat(yesterday.api().order("MIG-2", 1, "Prefer", "wait=10").text("/status")).isEqualTo("FULFILLED");
            // The counter-proof: a change that it cannot live with is seen.
            database.sql().sql("alter table orders rename column sku to product").update();
            assertThat(yesterday.api().order("MIG-2", 1).status()).isEqualTo(500);
        }
    }

    private static String newestMigration() {
        return database.ask("select version from flyway_schema_history order by installed_rank desc limit 1")
                .getFirst();
    }
}

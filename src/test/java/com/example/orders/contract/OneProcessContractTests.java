package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requirement 4: one process with one purpose; another kind of job is another container of the same image. */
class OneProcessContractTests {

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @Test
    void retentionRunsOnceWithoutAWebServerAndExitsWith0() {
        String old;
        try (Subject service = ProcessSubject.ready(database, Map.of())) {
            service.api().restock("ONE-1", 10);
            old = service.api().order("ONE-1", 4, "Prefer", "wait=10").text("/id");
        }
        database.sql()
                .sql("update orders set ended_at = now() - interval '31 days' where id = :id")
                .param("id", UUID.fromString(old))
                .update();
        for (String deleted : List.of("\"orders\":1", "\"orders\":0")) {
            try (Subject job = ProcessSubject.start(database.environment(), "retention")) {
                assertThat(job.awaitExit(Duration.ofSeconds(40))).isZero();
                assertThat(Lines.notJson(job.stdout())).isEmpty();
                assertThat(job.stdout()).anyMatch(line -> line.contains("Retention done") && line.contains(deleted));
                assertThat(job.stdout()).noneMatch(line -> line.contains("Tomcat") || line.contains("scheduler"));
            }
        }
    }

    @Test
    void retentionThatFailsSaysWhyAndExitsWithAnError() {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/orders");
        environment.put("PLATFORM_DATABASE_STARTTIMEOUT", "1s");
        try (Subject job = ProcessSubject.start(environment, "retention")) {
            assertThat(job.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(job.stdout().getLast()).contains("Cannot start", "no database answered within 1 s");
        }
    }
}

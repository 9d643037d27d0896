package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.planted.Forking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Requirement 4: one process with one purpose; another kind of job is another container of the same image. */
class OneProcessContractTests {

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @Test
    void retentionRunsOnceWithoutAWebServerAndExitsWith0() {
        String old;
        try (Subject service = Subject.ready(database.launch())) {
            service.api().restock("ONE-1", 10);
            old = service.api().order("ONE-1", 4, "Prefer", "wait=10").text("/id");
        }
        database.sql()
                .sql("update orders set ended_at = now() - interval '31 days' where id = :id")
                .param("id", UUID.fromString(old))
                .update();
        for (String deleted : List.of("\"orders\":1", "\"orders\":0")) {
            try (Subject job = Subject.start(database.launch().arguments("retention"))) {
                assertThat(job.awaitExit(Duration.ofSeconds(40))).isZero();
                assertThat(Lines.notJson(job.stdout())).isEmpty();
                assertThat(job.stdout()).anyMatch(line -> line.contains("Retention done") && line.contains(deleted));
                assertThat(job.stdout()).noneMatch(line -> line.contains("Tomcat") || line.contains("scheduler"));
            }
        }
    }

    @Test
    void retentionThatFailsSaysWhyAndExitsWithAnError() {
        Launch launch = database.launch(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/orders",
                "PLATFORM_DATABASE_STARTTIMEOUT", "1s"));
        try (Subject job = Subject.start(launch.arguments("retention"))) {
            assertThat(job.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(job.stdout().getLast()).contains("Cannot start", "no database answered within 1 s");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsOneProcessThatHasNeverHadAChild() {
        try (Subject subject = Subject.ready(database.launch())) {
            subject.api().restock("ONE-2", 10);
            assertThat(subject.api().order("ONE-2", 1, "Prefer", "wait=10").status()).isEqualTo(200);
            subject.platform().get("/actuator/prometheus");
            assertThat(subject.processes()).containsExactly("java");
            assertThat(subject.hasForked()).isFalse();
        }
    }

    @Test
    void theServiceServesAndDeletesNothing() {
        try (Subject subject = Subject.ready(database.launch())) {
            assertThat(Lines.saying("Retention done", subject.stdout())).isEmpty();
            assertThat(Lines.saying("Fulfilment begins", subject.stdout())).hasSize(1);
        }
    }

    /** A counter-proof: a process that is started shows, though it has ended. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildThatHasEndedIsSeen() {
        try (Subject subject = Subject.ready(database.launch().plant(Forking.class))) {
            await().until(subject::hasForked);
            assertThat(subject.processes()).containsExactly("java");
        }
    }

    /** A counter-proof: a shell in front keeps the signal for itself. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aShellInFrontIsSeenAndDoesNotPassTheSignalOn() {
        try (Subject subject = Subject.ready(database.launch().inAShell())) {
            assertThat(subject.processes()).hasSize(2).last().isEqualTo("java");
            subject.signal("TERM");
            await().during(Duration.ofSeconds(2)).until(() -> Probe.ask(subject, "/readyz") == 200);
            assertThat(Lines.saying("Drain", subject.stdout())).isEmpty();
        }
    }
}

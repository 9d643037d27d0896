package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Requirement 4: one process with one purpose; another job is another container of the same image. */
class OneProcessContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsOneProcessThatHasNeverHadAChild() {
        try (Subject subject = Subject.ready(environment.launch())) {
            assertThat(Requests.use(subject).status()).isEqualTo(200);
            subject.management().get("/actuator/prometheus");
            assertThat(subject.processes()).containsExactly("java");
            assertThat(subject.hasForked()).isFalse();
        }
    }

    @Test
    @NeedsStoredData
    void aJobThatFailsSaysWhyAndExitsWithAnError() {
        Map<String, String> nowhere = Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/service",
                "CHASSIS_DATABASE_STARTTIMEOUT", "1s");
        try (Subject job = Subject.start(environment.launch(nowhere).arguments("migrate"))) {
            assertThat(job.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
            assertThat(job.stdout().getLast()).contains("Cannot start", "no database answered within 1 s");
        }
    }

    /** A counter-proof: a shell in front keeps the signal for itself. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aShellInFrontIsSeenAndDoesNotPassTheSignalOn() {
        try (Subject subject = Subject.ready(environment.launch().inAShell())) {
            assertThat(subject.processes()).hasSize(2).last().isEqualTo("java");
            subject.signal("TERM");
            await().during(Duration.ofSeconds(2)).until(() -> subject.probe("/readyz") == 200);
            assertThat(LogLines.saying("Drain", subject.stdout())).isEmpty();
        }
    }
}

package com.example.chassis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.chassis.planted.BlockedCarriers;
import com.example.chassis.planted.ChildProcess;
import com.example.chassis.planted.DirectOutput;
import com.example.chassis.planted.HeapExhaustion;
import com.example.chassis.planted.NativeMemoryLeak;
import com.example.chassis.planted.StalledThreads;
import com.example.contract.ServiceDriver;
import com.example.contract.requirement.NeedsBackgroundTasks;
import com.example.contract.requirement.Requests;
import com.example.contract.requirement.ResourcesContractTests;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.LogLines;
import com.example.contract.support.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counter-proofs of requirements 1, 2, 4 and 6: each plants beans that break the service in one way. */
@Timeout(300)
class CounterProofContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    /** Requirement 1. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLineThatBypassesTheLogAndAFileThatIsWrittenAreSeen() {
        try (Subject subject = Subject.ready(environment.launch().plant(DirectOutput.class).unconfined())) {
            await().until(() -> LogLines.notJson(subject.stdout()).equals(List.of("direct output")));
            await().until(() -> subject.writtenFiles().stream().anyMatch(file -> file.endsWith("direct.log")));
        }
    }

    /** Requirement 2. */
    @ParameterizedTest(name = "threads named {0}…")
    @MethodSource
    @NeedsBackgroundTasks
    void stalledThreadsFailLivenessAlone(String threads) {
        Map<String, String> stalledAfter2s = Map.of("CHASSIS_HEALTH_STALLEDAFTER", "2s", "PLANTED_THREAD", threads);
        try (Subject subject = Subject.ready(environment.launch(stalledAfter2s)
                .plant(StalledThreads.class)
                .set(Requests.tasks().heartbeat(Duration.ofSeconds(1))))) {
            assertThat(Requests.store(subject).status()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(30)).until(() -> subject.probe("/livez") == 503);
            assertThat(subject.probe("/readyz")).isEqualTo(200);
            assertThat(subject.stdout()).anyMatch(line -> line.contains("has been stalled for"));
        }
    }

    static Stream<String> stalledThreadsFailLivenessAlone() {
        return ServiceDriver.get()
                .backgroundTasks()
                .map(tasks -> Stream.of(tasks.threadNames()))
                .orElse(Stream.of("none"));
    }

    /** Requirement 2. */
    @Test
    void aServiceWhoseCarrierThreadsAreBlockedAnswersNoProbe() {
        try (Subject subject = Subject.ready(limited().plant(BlockedCarriers.class))) {
            subject.probe("/planted"); // whose own answer may find no thread any more
            await().until(() -> subject.probe("/livez") == Probe.NO_ANSWER);
            assertThat(subject.probe("/readyz")).isEqualTo(Probe.NO_ANSWER);
            assertThat(subject.isAlive()).isTrue();
        }
    }

    /** Requirement 4. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildThatHasExitedIsSeen() {
        try (Subject subject = Subject.ready(environment.launch().plant(ChildProcess.class))) {
            await().until(subject::hasForked);
            assertThat(subject.processes()).containsExactly("java");
        }
    }

    /** Requirement 6: memory outside the heap counts too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLeakOutsideTheHeapIsSeen() {
        try (Subject subject = Subject.ready(limited().plant(NativeMemoryLeak.class))) {
            await().ignoreExceptions().until(() -> {
                subject.probe("/planted");
                // A container is killed at its limit.
                return !subject.isAlive() || subject.residentMemory() > ResourcesContractTests.MEMORY;
            });
        }
    }

    /** Requirement 6. */
    @Test
    void outOfMemoryEndsItAndStandardOutputStaysJson() {
        try (Subject subject = Subject.ready(limited().plant(HeapExhaustion.class))) {
            assertThat(subject.probe("/planted")).isEqualTo(Probe.NO_ANSWER);
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(3);
            assertThat(subject.stderr()).singleElement().asString().startsWith("Terminating due to");
            assertThat(LogLines.notJson(subject.stdout())).isEmpty();
        }
    }

    /** Requirement 6: what it would do without the JVM's flag. */
    @Test
    void withoutTheFlagItIsSeenToGoOn() {
        try (Subject subject = Subject
                .ready(limited().jvm("-XX:-ExitOnOutOfMemoryError").plant(HeapExhaustion.class))) {
            subject.probe("/planted");
            await().until(() -> subject.stdout().stream().anyMatch(line -> line.contains("OutOfMemoryError")));
            assertThat(subject.isAlive()).isTrue();
        }
    }

    private static Launch limited() {
        return environment.launch().confined(ResourcesContractTests.MEMORY);
    }
}

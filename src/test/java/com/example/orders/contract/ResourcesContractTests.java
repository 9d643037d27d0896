package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.contract.planted.Exhausting;
import com.example.orders.contract.planted.Leaking;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Requirement 6: a process that knows its limits, stays inside them, and ends when memory is used up. */
@Timeout(300)
class ResourcesContractTests {

    private static final int REQUESTS = Integer.getInteger("contract.requests", 5_000);

    /** In octets: half of it for the heap, the rest for classes, code, threads and buffers. */
    private static final long MEMORY = 320L << 20;

    @AutoClose
    private static final KillableDatabase database = KillableDatabase.create();

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void underLoadItStaysInsideTheHeapAndTheProcessorsThatItWasGiven() {
        try (Subject subject = Subject.ready(limited())) {
            subject.api().restock("LOAD", 1_000_000);
            AtomicLong highest = new AtomicLong();
            Load load = new Load(subject.url(), 32, Habit.of(true, 5), () -> Load.Phase.STEADY);
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                highest.accumulateAndGet(subject.residentMemory(), Math::max);
                return load.sent() >= REQUESTS;
            });
            load.stop();
            System.out.printf("limit of %d MiB, 1 processor: %d requests, failed %s, resident at most %d MiB%n",
                    MEMORY >> 20, load.sent(), load.failures(), highest.get() >> 20);
            assertThat(load.failures().keySet()).isSubsetOf(Load.REFUSALS);
            assertThat(highest).hasValueLessThan(MEMORY * 8 / 10); // a fifth is left
            String metrics = subject.platform().get("/actuator/prometheus").body();
            assertThat(metrics).contains("system_cpu_count 1.0");
            assertThat(metrics.lines()
                    .filter(line -> line.startsWith("jvm_memory_max_bytes{area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum()).isPositive().isLessThanOrEqualTo(MEMORY / 2.0);
        }
    }

    /** The counter-proof: memory outside the heap counts too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLeakOutsideTheHeapIsSeen() {
        try (Subject subject = Subject.ready(limited().plant(Leaking.class))) {
            await().ignoreExceptions().until(() -> {
                Probe.ask(subject, "/planted");
                return !subject.isAlive() || subject.residentMemory() > MEMORY; // a container is killed at its limit
            });
        }
    }

    @Test
    void outOfMemoryEndsItAndStandardOutputStaysJson() {
        try (Subject subject = Subject.ready(limited().plant(Exhausting.class))) {
            assertThat(Probe.ask(subject, "/planted")).isEqualTo(Probe.NO_ANSWER);
            assertThat(subject.awaitExit(Duration.ofSeconds(10))).isEqualTo(3);
            assertThat(subject.stderr()).singleElement().asString().startsWith("Terminating due to");
            assertThat(Lines.notJson(subject.stdout())).isEmpty();
        }
    }

    /** The counter-proof: what it would do without the JVM's flag. */
    @Test
    void withoutTheFlagItIsSeenToLimpOn() {
        try (Subject subject = Subject
                .ready(limited().jvm("-XX:-ExitOnOutOfMemoryError").plant(Exhausting.class))) {
            Probe.ask(subject, "/planted");
            await().until(() -> subject.stdout().stream().anyMatch(line -> line.contains("OutOfMemoryError")));
            assertThat(subject.isAlive()).isTrue();
        }
    }

    private static Launch limited() {
        return database.launch().confined(MEMORY);
    }
}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.ConnectionUse;
import com.example.contract.load.KeepAliveClient;
import com.example.contract.load.LoadGenerator;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Requirement 6: a process that knows its limits and stays within them. */
@Timeout(300)
public class ResourcesContractTests {

    private static final int REQUESTS = Integer.getInteger("contract.requests", Tier.FULL ? 5_000 : 3_000);

    /** The outcomes of an overloaded service, or of one whose database is. */
    static final Set<String> REJECTIONS = Set.of("status 503 overloaded", "status 503 database-unavailable");

    /** In bytes: half of it for the heap, the rest for classes, code, threads and buffers. */
    public static final long MEMORY = 320L << 20;

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @Test
    @EnabledOnOs(OS.LINUX)
    void underLoadItStaysWithinTheHeapAndTheProcessorsThatItWasGiven() {
        try (Subject subject = Subject.ready(limited())) {
            AtomicLong highest = new AtomicLong();
            LoadGenerator load = KeepAliveClient.load(subject.url(), 32, ConnectionUse.kept(5), () -> Phase.STEADY);
            try (load) {
                await().atMost(Duration.ofMinutes(2)).until(() -> {
                    highest.accumulateAndGet(subject.residentMemory(), Math::max);
                    return load.sent() >= REQUESTS;
                });
            }
            System.out.printf("limit of %d MiB, 1 processor: %d requests, failed %s, resident at most %d MiB%n",
                    MEMORY >> 20, load.sent(), load.failures(), highest.get() >> 20);
            assertThat(load.failures().keySet()).isSubsetOf(REJECTIONS);
            assertThat(highest).hasValueLessThan(MEMORY * 8 / 10); // a fifth is left
            String metrics = subject.management().get("/actuator/prometheus").body();
            assertThat(metrics).contains("system_cpu_count 1.0");
            assertThat(metrics.lines()
                    .filter(line -> line.startsWith("jvm_memory_max_bytes{area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum()).isPositive().isLessThanOrEqualTo(MEMORY / 2.0);
        }
    }

    private static Launch limited() {
        return environment.launch().confined(MEMORY);
    }
}

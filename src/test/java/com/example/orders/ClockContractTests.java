package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.subject.SubjectKind;
import com.example.orders.support.OrdersClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two processes whose machines disagree about the time. */
class ClockContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    /** The due times of all processes come from one clock, the database's. */
    @Test
    void anOrderThatAProcessWithAFastClockAcceptedIsFulfilledByAnotherAtOnce() throws IOException {
        assumeThat(SubjectKind.chosen()).as("a process, whose clock can be set").isEqualTo(SubjectKind.PROCESS);
        Map<String, String> fast = Map.of("LD_PRELOAD", fakeTime(), "FAKETIME", "+120s", "CHASSIS_TASKS_WORKERS", "1",
                "ORDERS_FULFILMENT_PACKINGTIME", "10m");
        try (Subject busy = Subject.ready(environment.launch(fast));
                Subject free = Subject.ready(environment.launch())) {
            assertThat(free.isAlive()).isTrue();
            OrdersClient api = new OrdersClient(busy.url());
            api.restock("CLOCK-1", 10);
            IntStream.range(0, 4).forEach(_ -> api.order("CLOCK-1", 1));
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> environment.database()
                            .count("select count(*) from orders where status = 'FULFILLED'") >= 3);
        }
    }

    /**
     * A library that shows a process another time; Debian's package is {@code faketime}. Its {@code DONT_FAKE_MONOTONIC}
     * is not set: with it, each timed wait of a JVM returns at once, and its threads spin.
     */
    private static String fakeTime() throws IOException {
        try (Stream<Path> files = Files.find(Path.of("/usr/lib"), 3,
                (file, _) -> file.endsWith("faketime/libfaketime.so.1"))) {
            Optional<Path> library = files.findFirst();
            assumeThat(library).as("libfaketime, which gives a process its own clock").isPresent();
            return library.orElseThrow().toString();
        }
    }
}

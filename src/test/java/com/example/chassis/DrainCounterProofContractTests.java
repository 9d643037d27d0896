package com.example.chassis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.chassis.planted.HangingStop;
import com.example.chassis.planted.StockShutdown;
import com.example.contract.load.ConnectionUse;
import com.example.contract.requirement.NeedsBackgroundTasks;
import com.example.contract.requirement.Requests;
import com.example.contract.requirement.Rollout;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counter-proofs of requirement 3. */
@Timeout(900)
class DrainCounterProofContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    /** What Spring Boot does on its own, with clients that check their connections first, and proxies that are late. */
    @Test
    void theSameReplacementWithoutTheDrainIsSeenToFailRequests() {
        try (Rollout rollout = new Rollout(environment.launch(Rollout.SETTINGS).plant(StockShutdown.class))) {
            for (Duration lag : Rollout.LAGS) {
                rollout.load(lag, Rollout.BUSY, Rollout.ACTIVE.stream().map(ConnectionUse::checkedFirst).toList());
                rollout.load(lag, 3 * Rollout.BUSY, Rollout.RESTING.stream().map(ConnectionUse::checkedFirst).toList());
            }
            rollout.warmUp();
            for (int i = 0; i < Rollout.REPLACEMENTS; i++) {
                rollout.replaceOne();
            }
            Map<String, Long> failures = rollout.finish("stock, preStop %d s, %d replacements"
                    .formatted(Rollout.PRE_STOP.toSeconds(), Rollout.REPLACEMENTS));
            if (Rollout.PRE_STOP.isZero()) {
                assertThat(failures).isNotEmpty();
            }
        }
    }

    @Test
    @NeedsBackgroundTasks
    void aStopThatHangsIsHaltedWithinTheGracePeriodAndLosesNothing() {
        Map<String, String> tight = Map.of("CHASSIS_DRAIN_LINGER", "1s", "CHASSIS_DRAIN_REQUESTS", "1s",
                "CHASSIS_DRAIN_TASKS", "1s", "CHASSIS_DRAIN_HANDBACK", "1s", "CHASSIS_DRAIN_GRACEPERIOD", "6s");
        try (Subject subject = Subject.ready(environment.launch(tight)
                .plant(HangingStop.class)
                .set(Requests.tasks().lasting(Duration.ofMinutes(10))))) {
            Requests.store(subject);
            await().until(() -> environment.database().count(Requests.tasks().running()) == 1);
            long told = System.nanoTime();
            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(30))).isEqualTo(70);
            System.out.printf("a stop that hangs: halted %.1f s after SIGTERM, of a grace period of 6 s%n",
                    (System.nanoTime() - told) / 1e9);
            assertThat(subject.stdout().getLast()).contains("The stop has hung", "\"ERROR\"");
            assertThat(environment.database().count(Requests.tasks().unfinished())).isEqualTo(1);
            environment.database().assertInvariant();
        }
    }
}

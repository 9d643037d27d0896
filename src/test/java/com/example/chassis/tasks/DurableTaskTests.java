package com.example.chassis.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A task, as the scheduler sees it. */
class DurableTaskTests {

    private final AtomicReference<Duration> duration = new AtomicReference<>(Duration.ofMinutes(2));

    /** Otherwise a change of configuration would make what is running look stalled, and liveness would end the process. */
    @Test
    void whatIsRunningMayStillTakeWhatItMightWhenItBegan() {
        DurableTask task = new DurableTask(task(),
                new TaskProperties(4, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(1),
                        Duration.ofSeconds(30), 5, 10),
                new TaskTracing(Tracer.NOOP, Propagator.NOOP, ObservationRegistry.NOOP), new SimpleMeterRegistry());
        assertThat(task.longestDuration()).isEqualTo(Duration.ofMinutes(2));
        this.duration.set(Duration.ZERO);
        assertThat(task.longestDuration()).isEqualTo(Duration.ofMinutes(2));
        this.duration.set(Duration.ofMinutes(3));
        assertThat(task.longestDuration()).isEqualTo(Duration.ofMinutes(3));
    }

    private BackgroundTask task() {
        return new BackgroundTask() {
            @Override
            public String name() {
                return "task";
            }

            @Override
            public void run(String id) {}

            @Override
            public void giveUp(String id) {}

            @Override
            public Duration duration() {
                return DurableTaskTests.this.duration.get();
            }
        };
    }
}

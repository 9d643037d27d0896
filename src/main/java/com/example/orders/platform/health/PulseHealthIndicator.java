package com.example.orders.platform.health;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part of liveness: work that has stood still for too long asks for a restart. */
final class PulseHealthIndicator implements HealthIndicator {

    private static final Logger logger = LoggerFactory.getLogger(PulseHealthIndicator.class);

    private final List<Pulse> pulses;
    private final Duration stalledAfter;

    PulseHealthIndicator(List<Pulse> pulses, Duration stalledAfter) {
        this.pulses = pulses;
        this.stalledAfter = stalledAfter;
    }

    @Override
    public Health health() {
        List<Pulse> stalled = this.pulses.stream().filter(this::isStalled).toList();
        stalled.forEach(pulse -> logger.error("{} has stood still for {} s: a restart is needed", pulse.name(),
                pulse.standingStill().toSeconds()));
        return (stalled.isEmpty() ? Health.up() : Health.down()).build();
    }

    private boolean isStalled(Pulse pulse) {
        return pulse.standingStill().compareTo(this.stalledAfter) >= 0;
    }
}

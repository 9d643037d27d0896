package com.example.chassis.health;

import com.example.chassis.drain.BackgroundWork;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part of liveness: work that has been stalled for too long asks for a restart. */
final class BackgroundWorkHealthIndicator implements HealthIndicator {

    private static final Logger logger = LoggerFactory.getLogger(BackgroundWorkHealthIndicator.class);

    private final List<BackgroundWork> works;
    private final Duration limit;

    BackgroundWorkHealthIndicator(List<BackgroundWork> works, Duration limit) {
        this.works = works;
        this.limit = limit;
    }

    @Override
    public Health health() {
        boolean down = false;
        for (BackgroundWork work : this.works) {
            Duration stalled = work.stalledFor();
            if (stalled.compareTo(this.limit) >= 0) {
                down = true;
                logger.error("{} has been stalled for {} s: a restart is needed", work.name(), stalled.toSeconds());
            }
        }
        return (down ? Health.down() : Health.up()).build();
    }
}

package com.example.orders.platform.overload;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part of readiness: a pod that has refused requests for long gets no new ones until it has calmed down. */
final class OverloadHealthIndicator implements HealthIndicator {

    private final Shedding shedding;
    private final Duration unreadyAfter;

    OverloadHealthIndicator(Shedding shedding, Duration unreadyAfter) {
        this.shedding = shedding;
        this.unreadyAfter = unreadyAfter;
    }

    @Override
    public Health health() {
        Duration lasting = this.shedding.lasting();
        Health.Builder health = (lasting.compareTo(this.unreadyAfter) >= 0) ? Health.outOfService() : Health.up();
        return health.withDetail("refusingFor", lasting.toString()).build();
    }
}

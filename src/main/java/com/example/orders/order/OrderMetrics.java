package com.example.orders.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts orders and their delay, once each transaction has been committed. */
@Component
class OrderMetrics {

    private final MeterRegistry registry;
    private final Timer delay;

    OrderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.delay = Timer.builder("orders.fulfilment.delay")
                .description("From accepted to fulfilled or rejected")
                .publishPercentileHistogram()
                .serviceLevelObjectives(Duration.ofSeconds(60))
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        for (OrderStatus status : OrderStatus.values()) {
            count(status, 0);
        }
    }

    void accepted() {
        count(OrderStatus.ACCEPTED, 1);
    }

    void finished(Order order) {
        count(order.status(), 1);
        if (order.status() != OrderStatus.CANCELLED) {
            this.delay.record(Duration.between(order.acceptedAt(), Objects.requireNonNull(order.endedAt())));
        }
    }

    private void count(OrderStatus status, double amount) {
        this.registry.counter("orders", "status", status.name().toLowerCase(Locale.ROOT)).increment(amount);
    }
}

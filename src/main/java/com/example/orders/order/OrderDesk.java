package com.example.orders.order;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Serves customers: each step a transaction of its own, what others learn of it only after the commit. */
@Service
class OrderDesk {

    private final Orders orders;
    private final OrderEnds ends;
    private final Waiters waiters;
    private final OrderMetrics metrics;

    OrderDesk(Orders orders, OrderEnds ends, Waiters waiters, OrderMetrics metrics) {
        this.orders = orders;
        this.ends = ends;
        this.waiters = waiters;
        this.metrics = metrics;
    }

    Order place(PlaceOrder request, @Nullable String key) {
        PlacedOrder placed = this.orders.place(request, key);
        if (placed.isNew()) {
            this.metrics.accepted();
        }
        return placed.order();
    }

    /** Waits a bounded time for the end. */
    Order await(Order order, Duration time) {
        if (order.hasEnded() || time.isZero()) {
            return order;
        }
        this.waiters.await(order.id(), time, () -> this.orders.await(order.id()));
        return this.orders.find(order.id()).orElse(order);
    }

    Optional<Order> cancel(UUID id) {
        Optional<EndedOrder> cancelled = this.orders.end(id, OrderStatus.CANCELLED, null);
        cancelled.ifPresent(this.ends::announce);
        return cancelled.map(EndedOrder::order);
    }
}

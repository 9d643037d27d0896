package com.example.orders.order;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/** Serves customers: each step a transaction of its own, what others learn of it only after the commit. */
@Service
class OrderDesk {

    private static final Logger logger = LoggerFactory.getLogger(OrderDesk.class);

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

    /** Waits a bounded time for the end. The order is stored, so that a database that goes away now spoils nothing. */
    Order await(Order order, Duration time) {
        if (order.hasEnded() || time.isZero()) {
            return order;
        }
        try {
            this.waiters.await(order.id(), time, () -> this.orders.await(order.id()));
            return this.orders.find(order.id()).orElse(order);
        } catch (DataAccessException ex) {
            logger.warn("The database cannot say how the order stands: {}", ex.getMessage());
            return order;
        }
    }

    Optional<Order> cancel(UUID id) {
        Optional<EndedOrder> cancelled = this.orders.cancel(id);
        cancelled.ifPresent(this.ends::announce);
        return cancelled.map(EndedOrder::order);
    }
}

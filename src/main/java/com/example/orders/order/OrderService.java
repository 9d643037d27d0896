package com.example.orders.order;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/** Processes the requests of clients: each step is a transaction, reported only after its commit. */
@Service
class OrderService {

    private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

    private final Orders orders;
    private final OrderCompletion completion;
    private final WaitingRequests waiting;
    private final OrderMetrics metrics;

    OrderService(Orders orders, OrderCompletion completion, WaitingRequests waiting, OrderMetrics metrics) {
        this.orders = orders;
        this.completion = completion;
        this.waiting = waiting;
        this.metrics = metrics;
    }

    Order place(PlaceOrder request, @Nullable String key) {
        PlacedOrder placed = this.orders.place(request, key);
        if (placed.isNew()) {
            this.metrics.accepted();
        }
        return placed.order();
    }

    /** Waits a bounded time for the end. The order is stored: a database that fails now changes nothing about it. */
    Order await(Order order, Duration time) {
        if (order.isFinished() || time.isZero()) {
            return order;
        }
        try {
            this.waiting.await(order.id(), time);
            return this.orders.find(order.id()).orElse(order);
        } catch (DataAccessException ex) {
            logger.warn("Could not read the order's status: {}", ex.getMessage());
            return order;
        }
    }

    Optional<Order> cancel(UUID id) {
        Optional<Order> cancelled = this.orders.cancel(id);
        cancelled.ifPresent(this.completion::report);
        return cancelled;
    }
}

package com.example.orders.order;

import java.time.Instant;
import java.util.UUID;

/** Where accepted orders wait to be fulfilled. */
public interface Backlog {

    /**
     * Adds an order, in the caller's transaction: either both the order and its task are stored, or neither.
     *
     * @param due by the database's clock
     * @throws com.example.chassis.http.ProblemException with 503 when the backlog is full
     */
    void add(UUID orderId, Instant due);
}

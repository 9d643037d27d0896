package com.example.orders.order;

/** Where an order stands: ACCEPTED first, then one of the others, for good. */
public enum OrderStatus {
    /** Stored, and waiting to be fulfilled. */
    ACCEPTED,
    /** The stock was picked. */
    FULFILLED,
    /** It can never be filled; the order's reason says why. */
    REJECTED,
    /** The customer took it back in time. */
    CANCELLED
}

package com.example.orders.order;

/** The status of an order: ACCEPTED first, then one of the others, for good. */
public enum OrderStatus {
    /** Stored, and waiting to be fulfilled. */
    ACCEPTED,
    /** The stock was picked. */
    FULFILLED,
    /** It cannot be fulfilled; the order's reason says why. */
    REJECTED,
    /** The client cancelled it in time. */
    CANCELLED
}

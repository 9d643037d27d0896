package com.example.orders.order;

/**
 * An order that a request asked for.
 *
 * @param isNew whether this request made it; else an earlier one with the same key did
 */
record PlacedOrder(Order order, boolean isNew) {}

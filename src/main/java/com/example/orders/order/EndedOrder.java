package com.example.orders.order;

/**
 * An order that has just left ACCEPTED.
 *
 * @param awaited whether some request may be waiting for it, here or in another process
 */
public record EndedOrder(Order order, boolean awaited) {}

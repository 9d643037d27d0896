package com.example.orders.order;

/**
 * The order of a request.
 *
 * @param isNew whether this request created it, or an earlier one with the same key
 */
record PlacedOrder(Order order, boolean isNew) {}

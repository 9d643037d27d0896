package com.example.orders.platform.planted;

import com.example.orders.order.OrderStatus;

/** The platform must know nothing of orders. This does. */
public record PlantedViolation(OrderStatus status) {}

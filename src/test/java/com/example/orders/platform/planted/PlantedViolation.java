package com.example.orders.platform.planted;

import com.example.orders.order.OrderStatus;
import com.example.orders.platform.planted.inner.PlantedCycle;
import org.jspecify.annotations.Nullable;

/** The platform must know nothing of orders, and packages must not use each other. This breaks both. */
public record PlantedViolation(OrderStatus status, @Nullable PlantedCycle inner) {}

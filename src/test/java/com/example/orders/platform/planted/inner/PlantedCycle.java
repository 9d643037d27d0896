package com.example.orders.platform.planted.inner;

import com.example.orders.platform.planted.PlantedViolation;

/** Uses the package that uses this one. */
public record PlantedCycle(PlantedViolation outer) {}

package com.example.architecture.planted.inner;

import com.example.architecture.planted.PlantedService;
import java.util.function.Supplier;

/** The other half of the cycle. */
public record PlantedCycle(Supplier<PlantedService> outer) {}

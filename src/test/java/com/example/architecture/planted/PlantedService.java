package com.example.architecture.planted;

import com.example.architecture.planted.inner.PlantedCycle;

/** A service, and one half of a cycle. */
public record PlantedService(PlantedCycle inner) {}

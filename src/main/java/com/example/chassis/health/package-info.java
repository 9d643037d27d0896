/**
 * Liveness also requires that work in the background makes progress. What readiness and liveness include is set in the
 * chassis's defaults, {@code management.endpoint.health.group}.
 */
@NullMarked
package com.example.chassis.health;

import org.jspecify.annotations.NullMarked;

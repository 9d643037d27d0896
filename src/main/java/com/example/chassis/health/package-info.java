/**
 * What liveness also requires: work in the background makes progress, and requests do not all fail. What readiness and liveness
 * include is no code, but a property: {@code management.endpoint.health.group}, in the chassis's {@code defaults.yaml}.
 */
@NullMarked
package com.example.chassis.health;

import org.jspecify.annotations.NullMarked;

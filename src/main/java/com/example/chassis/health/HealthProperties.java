package com.example.chassis.health;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Liveness.
 *
 * @param stalledAfter for how long work in the background may be stalled before liveness fails
 */
@Validated
@ConfigurationProperties("chassis.health")
record HealthProperties(@DefaultValue("30s") @DurationMin(seconds = 1) Duration stalledAfter) {}

package com.example.chassis.overload;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Load shedding.
 *
 * @param maxConcurrentRequests how many requests may be in progress at once, probes not counted; virtual threads have no
 *     limit
 * @param retryAfter when a rejected client should retry, sent as {@code Retry-After}
 */
@Validated
@ConfigurationProperties("chassis.overload")
record OverloadProperties(@DefaultValue("256") @Min(1) @Max(10_000) int maxConcurrentRequests,
        @DefaultValue("1s") @DurationMin(seconds = 1) Duration retryAfter) {}

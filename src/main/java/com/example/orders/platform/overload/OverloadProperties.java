package com.example.orders.platform.overload;

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
 * @param maxConcurrentRequests how many requests are worked on at once, probes not counted; virtual threads have no
 *     bound of their own
 * @param retryAfter when a refused client should come again, sent as {@code Retry-After}
 * @param unreadyAfter how long requests must have been refused without a pause until readiness says so
 */
@Validated
@ConfigurationProperties("platform.overload")
public record OverloadProperties(@DefaultValue("256") @Min(1) @Max(10_000) int maxConcurrentRequests,
        @DefaultValue("1s") @DurationMin(seconds = 1) Duration retryAfter,
        @DefaultValue("10s") @DurationMin(seconds = 1) Duration unreadyAfter) {}

package com.example.orders.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Orders.
 *
 * @param keyLifetime how long an {@code Idempotency-Key} is valid, at most a day, because finished orders are kept for at least a day
 * @param maxWait longest wait that {@code Prefer: wait} gets; a longer one is shortened to it
 * @param maxWaiting how many requests may wait at the same time; any further one is answered immediately
 * @param recheckInterval how often the database is asked which orders other processes have finished; one query serves all waiting
 *     requests ({@code WaitingRequests.recheck} reads it)
 */
@Validated
@ConfigurationProperties("orders")
public record OrderProperties(
        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(hours = 24) Duration keyLifetime,
        @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(seconds = 30) Duration maxWait,
        @DefaultValue("128") @Min(0) @Max(10_000) int maxWaiting,
        @DefaultValue("250ms") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration recheckInterval) {}

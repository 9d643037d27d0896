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
 * @param keyLifetime how long an {@code Idempotency-Key} is good for, at most a day: orders live longer
 * @param maxWait longest wait that {@code Prefer: wait} gets; longer ones are cut to it
 * @param maxWaiting how many requests may wait at once; further ones are answered at once
 * @param recheckInterval how often the database is asked, once for all who wait, in case a notice was lost
 */
@Validated
@ConfigurationProperties("order")
public record OrderProperties(
        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(hours = 24) Duration keyLifetime,
        @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(seconds = 30) Duration maxWait,
        @DefaultValue("128") @Min(0) @Max(10_000) int maxWaiting,
        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration recheckInterval) {}

package com.example.orders.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Retention.
 *
 * @param age how long a finished order is kept; at least a day, so that a key never outlives its order
 * @param batchSize how many rows one transaction deletes
 */
@Validated
@ConfigurationProperties("orders.retention")
record RetentionProperties(@DefaultValue("30d") @DurationMin(days = 1) Duration age,
        @DefaultValue("500") @Min(1) @Max(1_000) int batchSize) {}

package com.example.orders;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Retention.
 *
 * @param age how long a document is kept after it has ended
 */
@Validated
@ConfigurationProperties("orders.retention")
record RetentionProperties(@DefaultValue("30d") @DurationMin(days = 1) Duration age) {}

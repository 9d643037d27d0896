package com.example.orders;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Counting words.
 *
 * @param countingTime how long counting takes; more than 0 only in tests
 */
@Validated
@ConfigurationProperties("orders.word-count")
record WordCountProperties(
        @DefaultValue("0s") @DurationMin(seconds = 0) @DurationMax(minutes = 10) Duration countingTime) {}

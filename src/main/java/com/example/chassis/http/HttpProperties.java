package com.example.chassis.http;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on requests.
 *
 * @param maxBody largest request body, 1 byte to 1 MB; a larger one is rejected with 413
 * @param receiveTimeout how long the head of a request may take to arrive in all, and then its body
 */
@Validated
@ConfigurationProperties("chassis.http")
record HttpProperties(@DefaultValue("16KB") @BodySize DataSize maxBody,
        @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration receiveTimeout) {}

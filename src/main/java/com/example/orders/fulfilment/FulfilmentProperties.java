package com.example.orders.fulfilment;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Fulfilment.
 *
 * @param packingTime how long picking takes; more than 0 only for demonstrations
 */
@Validated
@ConfigurationProperties("orders.fulfilment")
record FulfilmentProperties(
        @DefaultValue("0s") @DurationMin(seconds = 0) @DurationMax(minutes = 10) Duration packingTime) {}

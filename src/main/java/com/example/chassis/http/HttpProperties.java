package com.example.chassis.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on requests.
 *
 * @param maxBody largest request body, 1 byte to 1 MB; a larger one is rejected with 413
 */
@Validated
@ConfigurationProperties("chassis.http")
record HttpProperties(@DefaultValue("16KB") @BodySize DataSize maxBody) {}

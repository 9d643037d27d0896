package com.example.orders.platform.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits on requests.
 *
 * @param maxBody largest request body; a larger one is refused with 413
 */
@ConfigurationProperties("platform.http")
record HttpProperties(@DefaultValue("16KB") DataSize maxBody) {}

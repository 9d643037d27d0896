package com.example.orders.platform.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The access log.
 *
 * @param enabled whether each request on the customers' port, probes excepted, writes a line
 */
@ConfigurationProperties("platform.access-log")
record AccessLogProperties(@DefaultValue("true") boolean enabled) {}

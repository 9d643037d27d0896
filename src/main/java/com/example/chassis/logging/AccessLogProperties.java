package com.example.chassis.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The access log.
 *
 * @param enabled whether each request on the service's port, except probes, writes a line
 */
@ConfigurationProperties("chassis.access-log")
record AccessLogProperties(@DefaultValue("true") boolean enabled) {}

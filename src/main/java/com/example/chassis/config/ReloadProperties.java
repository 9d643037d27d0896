package com.example.chassis.config;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Reloading of mounted files.
 *
 * @param enabled whether changes of mounted files are seen
 * @param interval how often the files are read again, for changes that no event has told
 */
@Validated
@ConfigurationProperties("chassis.reload")
record ReloadProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration interval) {}

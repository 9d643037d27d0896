package com.example.chassis.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;

/** The one clock, and the running build as a metric. */
@AutoConfiguration(after = ProjectInfoAutoConfiguration.class)
final class ConfigAutoConfiguration {

    /** Starts with the machine's time, then runs evenly: a correction of the machine's clock changes no duration. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        InstantSource even = () -> start.plusNanos(System.nanoTime() - nanos);
        return even.withZone(ZoneOffset.UTC);
    }

    /** {@code application_info{name="…",version="…"} 1}. */
    @Bean
    @ConditionalOnBean(BuildProperties.class)
    MeterBinder buildInfo(BuildProperties build) {
        return registry -> Gauge.builder("application.info", () -> 1)
                .description("The running build")
                .tag("name", String.valueOf(build.getName()))
                .tag("version", String.valueOf(build.getVersion()))
                .register(registry);
    }
}

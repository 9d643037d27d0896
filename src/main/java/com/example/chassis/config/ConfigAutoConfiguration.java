package com.example.chassis.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;

/** The one clock, so that a test can set it, and the running build as a metric. */
@AutoConfiguration(after = ProjectInfoAutoConfiguration.class)
final class ConfigAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
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

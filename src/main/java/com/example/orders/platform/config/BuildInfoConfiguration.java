package com.example.orders.platform.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says in the metrics which build runs: {@code application_info{name="…",version="…"} 1}. */
@Configuration(proxyBeanMethods = false)
class BuildInfoConfiguration {

    @Bean
    MeterBinder buildInfo(BuildProperties build) {
        return registry -> Gauge.builder("application.info", () -> 1)
                .description("The build that runs")
                .tag("name", String.valueOf(build.getName()))
                .tag("version", String.valueOf(build.getVersion()))
                .register(registry);
    }
}

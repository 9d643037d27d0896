package com.example.chassis.health;

import com.example.chassis.drain.BackgroundWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Adds work in the background to what liveness means. */
@AutoConfiguration
@EnableConfigurationProperties(HealthProperties.class)
final class HealthAutoConfiguration {

    @Bean
    BackgroundWorkHealthIndicator backgroundWorkHealthIndicator(ObjectProvider<BackgroundWork> work,
            HealthProperties properties) {
        return new BackgroundWorkHealthIndicator(work.orderedStream().toList(), properties.stalledAfter());
    }
}

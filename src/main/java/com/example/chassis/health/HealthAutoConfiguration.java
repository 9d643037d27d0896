package com.example.chassis.health;

import com.example.chassis.drain.BackgroundWork;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Adds to what liveness means: work in the background, and classes that cannot be loaded. */
@AutoConfiguration
@EnableConfigurationProperties(HealthProperties.class)
final class HealthAutoConfiguration {

    @Bean
    BackgroundWorkHealthIndicator backgroundWorkHealthIndicator(ObjectProvider<BackgroundWork> work,
            HealthProperties properties) {
        return new BackgroundWorkHealthIndicator(work.orderedStream().toList(), properties.stalledAfter());
    }

    @Bean
    LinkageErrorHealthIndicator linkageErrorHealthIndicator(HealthProperties properties, Clock clock) {
        return new LinkageErrorHealthIndicator(properties.stalledAfter(), clock);
    }
}

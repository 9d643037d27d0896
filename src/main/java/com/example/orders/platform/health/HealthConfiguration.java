package com.example.orders.platform.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the pulse to what liveness asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthProperties.class)
class HealthConfiguration {

    @Bean
    PulseHealthIndicator pulseHealthIndicator(ObjectProvider<Pulse> pulses, HealthProperties properties) {
        return new PulseHealthIndicator(pulses.orderedStream().toList(), properties.stalledAfter());
    }
}

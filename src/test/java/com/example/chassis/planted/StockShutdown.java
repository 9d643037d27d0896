package com.example.chassis.planted;

import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.Bean;

/** Removes the drain: what is left is the graceful shutdown of Spring Boot. */
public class StockShutdown {

    @Bean
    static BeanDefinitionRegistryPostProcessor withoutDrain() {
        return registry -> {
            registry.removeBeanDefinition("drainStart");
            registry.removeBeanDefinition("drainEnd");
        };
    }
}

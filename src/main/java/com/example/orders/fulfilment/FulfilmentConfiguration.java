package com.example.orders.fulfilment;

import com.example.chassis.config.Live;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fulfilment's properties change while it runs: a task keeps the packing time with which it has begun. */
@Configuration(proxyBeanMethods = false)
class FulfilmentConfiguration {

    @Bean
    Live<FulfilmentProperties> liveFulfilment(FulfilmentProperties initial) {
        return new Live<>(initial);
    }
}

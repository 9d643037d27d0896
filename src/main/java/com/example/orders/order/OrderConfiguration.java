package com.example.orders.order;

import com.example.chassis.config.Live;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What requests get may change while the service runs. */
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

    @Bean
    Live<RequestProperties> liveRequests(RequestProperties initial) {
        return new Live<>(initial);
    }
}

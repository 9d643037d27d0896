package com.example.orders.stock;

import com.example.chassis.config.Live;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The size of a page may change while the service runs. */
@Configuration(proxyBeanMethods = false)
class StockConfiguration {

    @Bean
    Live<StockProperties> liveStock(StockProperties initial) {
        return new Live<>(initial);
    }
}

package com.example.orders.platform.overload;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the limit in front of everything but the observation of requests, which counts the refused ones too. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OverloadProperties.class)
class OverloadConfiguration {

    @Bean
    Shedding shedding(Clock clock) {
        return new Shedding(clock);
    }

    @Bean
    ConcurrencyLimit concurrencyLimit(OverloadProperties properties, Shedding shedding,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        return new ConcurrencyLimit(properties, shedding, resolver);
    }

    @Bean
    FilterRegistrationBean<ConcurrencyLimit> concurrencyLimitRegistration(ConcurrencyLimit limit) {
        var registration = new FilterRegistrationBean<>(limit);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    OverloadHealthIndicator overloadHealthIndicator(Shedding shedding, OverloadProperties properties) {
        return new OverloadHealthIndicator(shedding, properties.unreadyAfter());
    }

    @Bean
    MeterBinder overloadMetrics(ConcurrencyLimit limit, Shedding shedding, OverloadProperties properties) {
        return registry -> {
            Gauge.builder("overload.requests.active", limit, ConcurrencyLimit::active)
                    .description("Requests being worked on, probes not counted")
                    .register(registry);
            Gauge.builder("overload.requests.limit", properties, OverloadProperties::maxConcurrentRequests)
                    .description("How many may be worked on at once")
                    .register(registry);
            FunctionCounter.builder("overload.requests.refused", shedding, Shedding::total)
                    .description("Requests answered 503 at the door")
                    .register(registry);
        };
    }
}

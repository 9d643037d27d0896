package com.example.chassis.overload;

import com.example.chassis.config.Live;
import com.example.chassis.http.ProblemWriter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Puts the limit in front of everything but the observation of requests, which counts the rejected ones too. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(OverloadProperties.class)
final class OverloadAutoConfiguration {

    @Bean
    Live<OverloadProperties> liveOverload(OverloadProperties initial) {
        return new Live<>(initial);
    }

    @Bean
    ConcurrencyLimit concurrencyLimit(Live<OverloadProperties> properties, ProblemWriter problems) {
        return new ConcurrencyLimit(properties, problems);
    }

    @Bean
    MeterBinder overloadMetrics(ConcurrencyLimit limit, Live<OverloadProperties> properties) {
        return registry -> {
            Gauge.builder("overload.requests.active", limit, ConcurrencyLimit::active)
                    .description("Requests in progress, probes not counted")
                    .register(registry);
            Gauge.builder("overload.requests.limit", properties, each -> each.get().maxConcurrentRequests())
                    .description("How many requests may be in progress at once")
                    .register(registry);
            FunctionCounter.builder("overload.requests.refused", limit, ConcurrencyLimit::refused)
                    .description("Requests rejected with 503 before any work")
                    .register(registry);
        };
    }
}

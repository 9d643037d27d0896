package com.example.orders.platform.drain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Locale;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Ties the drain to the lifecycle, to Tomcat and to the management port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DrainProperties.class)
class DrainConfiguration {

    @Bean
    ConnectionClosing connectionClosing() {
        return new ConnectionClosing();
    }

    @Bean
    FilterRegistrationBean<ConnectionClosing> connectionClosingRegistration(ConnectionClosing filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    Drain drain(DrainProperties properties, ObjectProvider<DrainableWork> work, ConnectionClosing requests,
            ApplicationEventPublisher events, Clock clock) {
        return new Drain(properties, work.orderedStream().toList(), requests::inFlight, clock, state -> {
            requests.closeConnections(); // before anyone hears of it, and answers
            events.publishEvent(state);
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> closingConnector(ConnectionClosing filter) {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                filter.add(http);
            }
        });
    }

    @Bean
    DrainStart drainStart(Drain drain, DrainProperties properties) {
        return new DrainStart(drain, properties, new Watchdog(properties.gracePeriod()));
    }

    @Bean
    DrainEnd drainEnd(Drain drain) {
        return new DrainEnd(drain);
    }

    @Bean
    DrainEndpoint drainEndpoint(Drain drain, DrainProperties properties) {
        return new DrainEndpoint(drain, properties);
    }

    /** One gauge for each state: 1 for the state that it is in, 0 for the others. */
    @Bean
    MeterBinder drainMetrics(Drain drain) {
        return registry -> {
            for (DrainState state : DrainState.values()) {
                Gauge.builder("drain.state", drain, it -> (it.state() == state) ? 1 : 0)
                        .description("How far the drain has come")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        };
    }
}

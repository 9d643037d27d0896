package com.example.chassis.drain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.Console;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Connects the drain to the lifecycle, to Tomcat and to the management port. Backs off where there is nothing to drain:
 * neither a web server nor work in the background.
 */
@AutoConfiguration
@Conditional(DrainAutoConfiguration.SomethingToDrain.class)
@EnableConfigurationProperties(DrainProperties.class)
final class DrainAutoConfiguration {

    @Bean
    Drain drain(DrainProperties properties, ObjectProvider<BackgroundWork> work,
            ObjectProvider<ConnectionDrainFilter> requests, ApplicationEventPublisher events, Clock clock) {
        return new Drain(properties, work.orderedStream().toList(), requests.getIfAvailable(), clock,
                events::publishEvent);
    }

    @Bean
    Watchdog watchdog(DrainProperties properties, ConfigurableApplicationContext context) {
        return new Watchdog(properties.gracePeriod(), context);
    }

    /** Without a web server no proxy has to learn of the stop, and a developer who presses Ctrl-C has none. */
    @Bean
    DrainStep drainStart(Drain drain, DrainProperties properties, ObjectProvider<ConnectionDrainFilter> requests) {
        boolean hasProxies = requests.getIfAvailable() != null && !isAtTerminal();
        return new DrainStep(DrainStep.FIRST, () -> drain.linger(hasProxies ? properties.linger() : Duration.ZERO));
    }

    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    private static boolean isAtTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Bean
    DrainStep drainEnd(Drain drain) {
        return new DrainStep(DrainStep.LAST, drain::end);
    }

    @Bean
    DrainEndpoint drainEndpoint(Drain drain, DrainProperties properties) {
        return new DrainEndpoint(drain, properties);
    }

    /** One gauge for each state: 1 for the present state, 0 for the others. */
    @Bean
    MeterBinder drainMetrics(Drain drain) {
        return registry -> {
            for (DrainState state : DrainState.values()) {
                Gauge.builder("drain.state", drain, it -> (it.state() == state) ? 1 : 0)
                        .description("The state of the drain")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        };
    }

    /** The web server's part. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class WebServer {

        @Bean
        ConnectionDrainFilter connectionDrainFilter() {
            return new ConnectionDrainFilter();
        }

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> drainingConnector(ConnectionDrainFilter filter) {
            return factory -> factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    filter.add(http);
                }
            });
        }
    }

    /** A web server, or work in the background. */
    static final class SomethingToDrain extends AnyNestedCondition {

        SomethingToDrain() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        static class Requests {}

        @ConditionalOnBean(BackgroundWork.class)
        static class Tasks {}
    }
}

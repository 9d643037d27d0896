package com.example.chassis.logging;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Adds the access log to the web server. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AccessLogProperties.class)
final class LoggingAutoConfiguration {

    @Bean
    @ConditionalOnBooleanProperty(name = "chassis.access-log.enabled", matchIfMissing = true)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog() {
        return factory -> factory.addEngineValves(new AccessLog());
    }
}

package com.example.chassis.http;

import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** Bounds requests, and answers every error with a problem, also those that never reach the application. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpProperties.class)
@Import({RequestBodyFilter.class, StrictParameters.class, ProblemAdvice.class, ProblemController.class,
        ProblemTypes.class, ProblemTypeAdvice.class, ProblemWriter.class, OpenApiProblems.class,
        RequestObservation.class})
final class HttpAutoConfiguration {

    /**
     * JSON as it is written: a number is not a string, and a string is text. The other coercions are off in the chassis's
     * defaults.
     */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder.addModule(new ExactNumbers())
                .addModule(new UnicodeStrings())
                .withCoercionConfig(LogicalType.Textual,
                        strings -> strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** A host that finds a valve of this class in its pipeline makes none. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedTomcat(HttpProperties properties,
            @Value("${spring.application.name}") String application) {
        return factory -> {
            factory.setProtocol(BoundedHttp11Protocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof BoundedHttp11Protocol protocol) {
                    protocol.setHeadTimeout(properties.receiveTimeout());
                }
            });
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                    host.getPipeline().addValve(new ResponseHeadersValve());
                    host.getPipeline().addValve(new ProblemReportValve(application));
                }
            });
        };
    }
}

package com.example.chassis.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.Validator;

/** Takes up changes of mounted files in a service; a job, which runs once, has no use for it. */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "chassis.reload.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ReloadProperties.class)
final class ReloadAutoConfiguration {

    @Bean
    ConfigReload configReload(ConfigurableEnvironment environment, ApplicationContext context,
            ObjectProvider<Live<?>> live, ObjectProvider<LiveFeature> features, ObjectProvider<Validator> validator,
            LoggingSystem logging, LoggerGroups groups, Clock clock) {
        LoggersEndpoint loggers = new LoggersEndpoint(logging, groups);
        return new ConfigReload(environment, context, live.stream().toList(), features.stream().toList(),
                validator.getObject(), levels -> levels.forEach(loggers::configureLogLevel), clock);
    }

    /** Looks at the files from the start on, until the service is closed. */
    @Bean
    FileWatch fileWatch(ConfigReload reload, ReloadProperties properties) {
        return new FileWatch(reload.files().folders(), properties.interval(), reload::look);
    }

    @Bean
    MeterBinder reloadMetrics(ConfigReload reload) {
        return registry -> {
            FunctionCounter.builder("config.reloads", reload, each -> each.state().generation())
                    .description("Changes of mounted files that were taken up")
                    .register(registry);
            FunctionCounter.builder("config.reloads.rejected", reload, ConfigReload::rejections)
                    .description("Changes of mounted files that were rejected")
                    .register(registry);
            Gauge.builder("config.last.reload.successful", reload, each -> (each.state().lastError() == null) ? 1 : 0)
                    .description("0 while the mounted files are not what is in force")
                    .register(registry);
            Gauge.builder("config.restart.needed", reload, each -> each.state().restartNeeded().size())
                    .description("Properties whose change takes effect in a new process alone")
                    .register(registry);
            Gauge.builder("config.hash", reload, each -> each.state().hash())
                    .description("Equal in processes with equal mounted configuration in force")
                    .register(registry);
        };
    }
}

package com.example.chassis.database;

import com.zaxxer.hikari.HikariCredentialsProvider;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** Gives the pool the credentials of just now, and tells operators when the database refuses them. No probe asks. */
@AutoConfiguration(after = DatabaseAutoConfiguration.class)
@ConditionalOnBean(DatabaseStartup.class)
final class CredentialRotationAutoConfiguration {

    @Bean
    CredentialRotation credentialRotation(JdbcConnectionDetails details, HikariCredentialsProvider credentials,
            DatabaseProperties properties, DatabaseStartup start,
            @Value("${spring.application.name}") String application) {
        return new CredentialRotation(credentials, new UnpooledDataSource(details.getJdbcUrl(), credentials,
                application + "-credentials", properties.sessionOptions()), start);
    }

    @Bean
    static PoolSetting poolCredentials(ObjectProvider<CredentialRotation> rotation,
            ObjectProvider<JdbcConnectionDetails> details) {
        return new PoolSetting(details, pool -> rotation.getObject().serve(pool));
    }

    @Bean
    HealthIndicator databaseCredentials(CredentialRotation rotation) {
        return () -> {
            String refusal = rotation.refusal();
            return (refusal == null) ? Health.up().build() : Health.down().withDetail("error", refusal).build();
        };
    }

    @Bean
    MeterBinder credentialMetrics(CredentialRotation rotation) {
        return registry -> {
            FunctionCounter.builder("database.credentials.rotations", rotation, CredentialRotation::rotations)
                    .description("Changes of the database's credentials that were taken up")
                    .register(registry);
            Gauge.builder("database.credentials.refused", rotation, each -> (each.refusal() != null) ? 1 : 0)
                    .description("1 while the database refuses new credentials")
                    .register(registry);
        };
    }
}

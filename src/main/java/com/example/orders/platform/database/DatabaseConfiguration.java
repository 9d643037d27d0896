package com.example.orders.platform.database;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * Migrates the schema at the start, once the database answers, over a connection without the pool's short time-outs.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
@EnableResilientMethods
public class DatabaseConfiguration {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    /** Longest time for a single statement of a migration. */
    private static final Duration MIGRATION_TIMEOUT = Duration.ofMinutes(10);

    @Bean
    DatabaseStart databaseStart(JdbcConnectionDetails details, DatabaseProperties properties,
            ApplicationContext context, Clock clock) {
        return new DatabaseStart(DirectConnections.to(details, "orders-start", ANSWER_TIMEOUT), properties, context,
                clock);
    }

    @Bean
    FlywayConfigurationCustomizer migrationConnection(JdbcConnectionDetails details) {
        return configuration -> configuration
                .dataSource(DirectConnections.to(details, "orders-migration", MIGRATION_TIMEOUT));
    }

    @Bean
    Schema schema(DatabaseStart start, DatabaseProperties properties) {
        return new Schema(start, properties);
    }
}

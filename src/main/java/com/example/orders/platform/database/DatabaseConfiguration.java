package com.example.orders.platform.database;

import java.time.Clock;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * Migrates the schema at the start, once the database answers, over a connection without the pool's short time-outs.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
@EnableResilientMethods
public class DatabaseConfiguration {

    @Bean
    DatabaseStart databaseStart(JdbcConnectionDetails details, DatabaseProperties properties,
            ApplicationContext context, Clock clock) {
        return new DatabaseStart(unpooled(details), properties, context, clock);
    }

    @Bean
    FlywayConfigurationCustomizer migrationConnection(JdbcConnectionDetails details) {
        return configuration -> configuration.dataSource(unpooled(details));
    }

    @Bean
    FlywayMigrationStrategy migrationStrategy(DatabaseStart start) {
        return flyway -> {
            start.await();
            flyway.migrate();
        };
    }

    private static DataSource unpooled(JdbcConnectionDetails details) {
        var dataSource = new SimpleDriverDataSource(new Driver(), details.getJdbcUrl());
        dataSource.setUsername(details.getUsername());
        dataSource.setPassword(details.getPassword());
        return dataSource;
    }
}

package com.example.orders.platform.database;

import java.time.Clock;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * Migrates the schema at the start, once the database answers, over a connection without the pool's short time-outs.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
@EnableResilientMethods
public class DatabaseConfiguration {

    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationDataSource(JdbcConnectionDetails details) {
        var dataSource = new SimpleDriverDataSource(new Driver(), details.getJdbcUrl());
        dataSource.setUsername(details.getUsername());
        dataSource.setPassword(details.getPassword());
        return dataSource;
    }

    @Bean
    DatabaseStart databaseStart(@FlywayDataSource DataSource dataSource, DatabaseProperties properties,
            Environment environment, Clock clock) {
        return new DatabaseStart(dataSource, properties, environment, clock);
    }

    @Bean
    FlywayMigrationStrategy migrationStrategy(DatabaseStart start) {
        return flyway -> {
            start.await();
            flyway.migrate();
        };
    }
}

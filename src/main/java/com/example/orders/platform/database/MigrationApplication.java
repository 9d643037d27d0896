package com.example.orders.platform.database;

import com.example.orders.platform.config.ClockConfiguration;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Migrates the schema, then ends. Has neither web server nor workers. Not a component: the service's own scan must not
 * find it.
 */
@EnableAutoConfiguration
@Import({ClockConfiguration.class, DatabaseConfiguration.class})
public class MigrationApplication {

    /** Takes the place of Spring Boot's own, which asks whether the service may migrate. */
    @Bean
    FlywayMigrationInitializer migration(Flyway flyway, Schema schema) {
        return new FlywayMigrationInitializer(flyway, schema::migrateNow);
    }
}

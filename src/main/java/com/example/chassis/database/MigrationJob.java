package com.example.chassis.database;

import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;

/**
 * Migrates the schema, then exits. Has neither web server nor workers. Not a component: the service's own scan must not
 * find it.
 */
@EnableAutoConfiguration
public class MigrationJob {

    /** Replaces Spring Boot's own, which asks whether the service may migrate. */
    @Bean
    FlywayMigrationInitializer migration(Flyway flyway, SchemaMigration schema) {
        return new FlywayMigrationInitializer(flyway, schema::migrateNow);
    }
}

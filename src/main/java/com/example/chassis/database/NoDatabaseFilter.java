package com.example.chassis.database;

import com.example.chassis.config.UnusedAutoConfigurations;

/** Switches JDBC and Flyway off in a service that names no database. */
final class NoDatabaseFilter extends UnusedAutoConfigurations {

    NoDatabaseFilter() {
        super(DatabaseUrlCheck::hasDatabase, "org.springframework.boot.jdbc.", "org.springframework.boot.flyway.");
    }
}

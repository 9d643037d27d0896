package com.example.chassis.database;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database at the start, and while it is unavailable. Address, user and password are Spring Boot's own
 * {@code spring.datasource.*}.
 *
 * @param required if true, the start fails without {@code spring.datasource.url}; if false and no URL is set, JDBC and
 *     Flyway are off
 * @param migrate if true, the service migrates the schema at its start; if false, it waits until the job {@code migrate}
 *     has migrated it
 * @param startTimeout how long a start waits in all, for a database that does not answer, then for its schema or a lock
 * @param startInterval the pause between two attempts at the start: to connect, to find the schema, or to get a lock
 * @param retryAfter when a client should retry while the database is unavailable, sent as {@code Retry-After}
 * @param backups if true, there is a metric of when the newest backup began, which the backup's job notes in the table
 *     {@code backups}
 * @param sessionOptions if true, a connection sends the session's bounds as start-up {@code options}; if false, as for a proxy
 *     that refuses them, the bounds must be set for the roles that log in
 */
@Validated
@ConfigurationProperties("chassis.database")
record DatabaseProperties(@DefaultValue("false") boolean required, @DefaultValue("true") boolean migrate,
        @DefaultValue("60s") @DurationMin(seconds = 0) @DurationMax(minutes = 30) Duration startTimeout,
        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration startInterval,
        @DefaultValue("2s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration retryAfter,
        @DefaultValue("false") boolean backups, @DefaultValue("true") boolean sessionOptions) {}

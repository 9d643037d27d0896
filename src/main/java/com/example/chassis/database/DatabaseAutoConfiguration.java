package com.example.chassis.database;

import com.example.chassis.config.MountedProperty;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * Migrates the schema at the start, once the database answers, over a connection without the pool's short time-outs; and
 * answers 503 while the database is unavailable. Backs off where there is no database.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class, before = FlywayAutoConfiguration.class)
@ConditionalOnBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(DatabaseProperties.class)
@EnableResilientMethods
final class DatabaseAutoConfiguration {

    /** Mounted files. A service whose password comes from elsewhere, such as a cloud's token, has its own bean. */
    @Bean
    @ConditionalOnMissingBean
    HikariCredentialsProvider credentials(JdbcConnectionDetails details, Environment environment) {
        var username = MountedProperty.of("spring.datasource.username", environment, details.getUsername());
        var password = MountedProperty.of("spring.datasource.password", environment, details.getPassword());
        return () -> readTogether(username, password);
    }

    /** Two files, which are swapped together, are read one after the other. */
    static Credentials readTogether(Supplier<@Nullable String> username, Supplier<@Nullable String> password) {
        String user = username.get();
        Credentials read = Credentials.of(user, password.get());
        return Objects.equals(username.get(), user) ? read : readTogether(username, password);
    }

    @Bean
    DatabaseStartup databaseStartup(JdbcConnectionDetails details, HikariCredentialsProvider credentials,
            DatabaseProperties properties, ApplicationContext context, Clock clock,
            @Value("${spring.application.name}") String application) {
        return new DatabaseStartup(new UnpooledDataSource(details.getJdbcUrl(), credentials, application + "-start",
                properties.sessionOptions()), properties, context, clock);
    }

    @Bean
    FlywayConfigurationCustomizer migrationConnection(JdbcConnectionDetails details,
            HikariCredentialsProvider credentials, DatabaseProperties properties,
            @Value("${spring.application.name}") String application) {
        return flyway -> flyway.dataSource(new UnpooledDataSource(details.getJdbcUrl(), credentials,
                application + "-migration", properties.sessionOptions()));
    }

    @Bean
    ScriptTimeout scriptTimeout() {
        return new ScriptTimeout();
    }

    /** The pool's defaults have the options. */
    @Bean
    static PoolSetting sessionOptions(ObjectProvider<DatabaseProperties> properties,
            ObjectProvider<JdbcConnectionDetails> details) {
        return new PoolSetting(details, pool -> {
            if (!properties.getObject().sessionOptions()) {
                pool.getDataSourceProperties().remove(PGProperty.OPTIONS.getName());
            }
        });
    }

    @Bean
    SchemaMigration schemaMigration(DatabaseStartup startup, DatabaseProperties properties) {
        return new SchemaMigration(startup, properties);
    }

    @Bean
    DatabaseMetrics databaseMetrics(DataSource dataSource, DatabaseProperties properties) {
        return new DatabaseMetrics(JdbcClient.create(dataSource), properties.backups());
    }

    @Bean
    @ConditionalOnWebApplication
    DatabaseAdvice databaseAdvice(DatabaseProperties properties) {
        return new DatabaseAdvice(properties);
    }
}

package com.example.chassis.database;

import com.example.chassis.config.InvalidPropertyException;
import com.example.chassis.config.MountedProperty;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Waits at the start until the database answers. What waiting cannot fix, such as a wrong password, stops the start at
 * once.
 */
public final class DatabaseStartup {

    private static final Logger logger = LoggerFactory.getLogger(DatabaseStartup.class);

    /**
     * The property to correct, by the error code of a server that refuses a connection.
     *
     * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Map<String, String> REFUSALS = Map.of(//
            "08004", "spring.datasource.password", // no password, and the server requires one
            "28P01", "spring.datasource.password", // wrong password
            "28000", "spring.datasource.username", // no such role, or not allowed from here
            "42501", "spring.datasource.username", // not allowed to connect
            "3D000", "spring.datasource.url"); // no such database

    private final DataSource dataSource;
    private final DatabaseProperties properties;
    private final ApplicationContext context;
    private final Clock clock;
    private final Instant deadline;

    DatabaseStartup(DataSource dataSource, DatabaseProperties properties, ApplicationContext context, Clock clock) {
        this.dataSource = dataSource;
        this.properties = properties;
        this.context = context;
        this.clock = clock;
        this.deadline = clock.instant().plus(properties.startTimeout());
    }

    /** Returns when a connection could be made. All settings are bound first: a mistake is reported before any waiting. */
    public void await() {
        this.context.getBeansWithAnnotation(ConfigurationProperties.class);
        await("database", this::connect, this::unreachable);
    }

    /**
     * Repeats an attempt until it succeeds, for as long as a start may wait in all.
     *
     * @param what is missing until then, for the log
     * @param attempt does it, or gives the reason why it cannot be done yet
     * @param failure the exception that stops the start, from the last reason
     */
    void await(String what, Supplier<Optional<String>> attempt, Function<String, RuntimeException> failure) {
        for (var reason = attempt.get(); reason.isPresent(); reason = attempt.get()) {
            Duration left = Duration.between(this.clock.instant(), this.deadline);
            if (!left.isPositive()) {
                throw failure.apply("within " + this.properties.startTimeout().toSeconds() + " s: " + reason.get());
            }
            logger.warn("No {} yet, retrying for another {} s: {}", what, left.toSeconds(), reason.get());
            pause();
        }
    }

    private Optional<String> connect() {
        try (Connection connection = this.dataSource.getConnection()) {
            logger.info("Connected to PostgreSQL {}", connection.getMetaData().getDatabaseProductVersion());
            return Optional.empty();
        } catch (SQLException ex) {
            refusal(ex).ifPresent(refusal -> {
                throw refusal;
            });
            return Optional.of(reason(ex));
        }
    }

    private void pause() {
        try {
            Thread.sleep(this.properties.startInterval());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting at the start", ex);
        }
    }

    /** What is wrong with the configuration, if the server has refused a connection for it. */
    Optional<InvalidPropertyException> refusal(SQLException ex) {
        return Optional.ofNullable(REFUSALS.get(Objects.requireNonNullElse(ex.getSQLState(), "")))
                .map(property -> invalid(property, "the database refuses it: " + reason(ex),
                        "Correct the value, or the database's roles. A password belongs in a mounted file."));
    }

    private InvalidPropertyException unreachable(String reason) {
        return invalid("spring.datasource.url", "no database answered " + reason,
                "Start the database, correct the address, or raise chassis.database.start-timeout.");
    }

    InvalidPropertyException invalid(String property, String reason, String fix) {
        Environment environment = this.context.getEnvironment();
        String value = MountedProperty.of(property, environment, environment.getProperty(property)).get();
        return new InvalidPropertyException(property, value, environment, reason, fix);
    }

    private static String reason(SQLException ex) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
        String name = (cause instanceof UnknownHostException) ? "unknown host " : "";
        return name + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }
}

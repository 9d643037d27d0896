package com.example.orders.platform.database;

import com.example.orders.platform.config.InvalidSettingException;
import com.example.orders.platform.config.Origins;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Waits at the start until the database answers. What waiting cannot mend, such as a wrong password, ends the start at
 * once.
 */
public final class DatabaseStart {

    private static final Logger logger = LoggerFactory.getLogger(DatabaseStart.class);

    /**
     * The setting to blame for what a server refuses.
     *
     * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Map<String, String> REFUSALS = Map.of(//
            "08004", "spring.datasource.password", // no password where the server asks for one
            "28P01", "spring.datasource.password", // wrong password
            "28000", "spring.datasource.username", // no such role, or not allowed from here
            "3D000", "spring.datasource.url"); // no such database

    private final DataSource dataSource;
    private final DatabaseProperties properties;
    private final ApplicationContext context;
    private final Clock clock;

    DatabaseStart(DataSource dataSource, DatabaseProperties properties, ApplicationContext context, Clock clock) {
        this.dataSource = dataSource;
        this.properties = properties;
        this.context = context;
        this.clock = clock;
    }

    /** Returns when a connection could be made. All settings are bound first: nobody should wait to hear of a mistake. */
    public void await() {
        this.context.getBeansWithAnnotation(ConfigurationProperties.class);
        Instant deadline = this.clock.instant().plus(this.properties.startTimeout());
        while (true) {
            try (Connection connection = this.dataSource.getConnection()) {
                logger.info("Connected to PostgreSQL {}", connection.getMetaData().getDatabaseProductVersion());
                return;
            } catch (SQLException ex) {
                String property = REFUSALS.get(Objects.requireNonNullElse(ex.getSQLState(), ""));
                if (property != null) {
                    throw refused(property, ex);
                }
                Duration left = Duration.between(this.clock.instant(), deadline);
                if (!left.isPositive()) {
                    throw unreachable(ex);
                }
                logger.warn("No database yet, trying for another {} s: {}", left.toSeconds(), reason(ex));
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(this.properties.startInterval());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", ex);
        }
    }

    private InvalidSettingException refused(String property, SQLException ex) {
        return invalid(property, "the database refuses it: " + reason(ex),
                "Correct the value, or the database's roles. A password belongs into a mounted file.");
    }

    private InvalidSettingException unreachable(SQLException ex) {
        return invalid("spring.datasource.url",
                "no database answered within " + this.properties.startTimeout().toSeconds() + " s: " + reason(ex),
                "Start the database, correct the address, or raise platform.database.start-timeout.");
    }

    private InvalidSettingException invalid(String property, String reason, String fix) {
        Environment environment = this.context.getEnvironment();
        return new InvalidSettingException(property, environment.getProperty(property),
                Origins.of(property, environment), reason, fix);
    }

    private static String reason(SQLException ex) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
        String name = (cause instanceof UnknownHostException) ? "unknown host " : "";
        return name + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }
}

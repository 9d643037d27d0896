package com.example.chassis.database;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Connections outside the pool, without its short time-outs: for the start and for migrations. */
final class UnpooledDataSource extends SimpleDriverDataSource {

    private static final int CONNECT_SECONDS = 2;

    /** Longest wait for an answer. A migration's scripts have longer: {@link ScriptTimeout}. */
    private static final int ANSWER_SECONDS = 5;

    /** The server notices within about ten seconds that the client's machine is gone, and frees its locks. */
    private static final String SERVER_OPTIONS = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 "
            + "-c tcp_keepalives_count=3 -c tcp_user_timeout=10000";

    private final HikariCredentialsProvider credentials;

    /**
     * Opens a new connection for each call.
     *
     * @param credentials asked for each connection
     * @param purpose what the server shows as {@code application_name}
     * @param options whether to send the session's settings as start-up options
     */
    UnpooledDataSource(String url, HikariCredentialsProvider credentials, String purpose, boolean options) {
        super(new Driver(), url);
        this.credentials = credentials;
        Properties driver = new Properties();
        PGProperty.APPLICATION_NAME.set(driver, purpose);
        PGProperty.CONNECT_TIMEOUT.set(driver, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(driver, 2 * CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(driver, ANSWER_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(driver, true);
        PGProperty.SOCKET_FACTORY.set(driver, AnyAddressSocketFactory.class.getName());
        if (options) {
            PGProperty.OPTIONS.set(driver, SERVER_OPTIONS);
        }
        setConnectionProperties(driver);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Credentials now = this.credentials.getCredentials();
        return getConnectionFromDriver(now.getUsername(), now.getPassword());
    }
}

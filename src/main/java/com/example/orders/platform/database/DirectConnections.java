package com.example.orders.platform.database;

import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Connections that are not the pool's and have not its short time-outs: for migrating, and for listening. */
public final class DirectConnections {

    private static final int CONNECT_SECONDS = 2;

    /** The server notices within about ten seconds that the client's machine is gone, and frees its locks. */
    private static final String SERVERS_END = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 "
            + "-c tcp_keepalives_count=3 -c tcp_user_timeout=10000";

    private DirectConnections() {}

    /**
     * A source of them; each call makes a new one.
     *
     * @param purpose what the server shows as {@code application_name}
     * @param silence how long the server may say nothing while it is asked
     */
    public static DataSource to(JdbcConnectionDetails details, String purpose, Duration silence) {
        var dataSource = new SimpleDriverDataSource(new Driver(), details.getJdbcUrl());
        dataSource.setUsername(details.getUsername());
        dataSource.setPassword(details.getPassword());
        Properties driver = new Properties();
        PGProperty.APPLICATION_NAME.set(driver, purpose);
        PGProperty.CONNECT_TIMEOUT.set(driver, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(driver, 2 * CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(driver, (int) silence.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(driver, true);
        PGProperty.OPTIONS.set(driver, SERVERS_END);
        dataSource.setConnectionProperties(driver);
        return dataSource;
    }
}

package com.example.chassis.planted;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** The database's password of the start, for ever. */
public class FixedCredentials {

    @Bean
    HikariCredentialsProvider credentialsOfTheStart(JdbcConnectionDetails details) {
        return () -> Credentials.of(details.getUsername(), details.getPassword());
    }
}

package com.example.orders;

import com.example.contract.support.TestDatabaseConfiguration;
import org.springframework.boot.SpringApplication;

/** The service for development: with its own PostgreSQL, lines for a person, and the API's documentation. */
class TestServiceApplication {

    static void main(String[] args) {
        System.setProperty("logging.format", System.getProperty("logging.format", "text"));
        System.setProperty("springdoc.swagger-ui.enabled", "true");
        SpringApplication.from(ServiceApplication::main).with(TestDatabaseConfiguration.class).run(args);
    }
}

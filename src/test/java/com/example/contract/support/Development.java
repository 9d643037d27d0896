package com.example.contract.support;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.util.function.ThrowingConsumer;

/** A service as a developer starts it: with its own PostgreSQL, unless a system property says otherwise. */
public final class Development {

    private static final Map<String, String> SETTINGS = Map.of(//
            "logging.format", "text", // lines for a person
            "springdoc.swagger-ui.enabled", "true", // the API's documentation
            "chassis.drain.linger", "0s", // no proxy has to learn that it stops
            "logging.level.org.testcontainers.dockerclient", "off"); // a hundred lines where no Docker engine answers

    private Development() {}

    public static void start(ThrowingConsumer<String[]> main, String[] arguments) {
        SETTINGS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
        SpringApplication.from(main).with(TestDatabaseConfiguration.class).run(arguments);
    }
}

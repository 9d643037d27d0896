package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Bounds of sessions: from the service, or, behind a proxy that refuses them at the start, from the role. */
class SessionOptionsTests {

    @AutoClose
    private static final TestDatabase database = TestDatabase.start();

    @EnableAutoConfiguration
    static class Service {}

    @BeforeAll
    static void boundTheRole() {
        JdbcClient.create(new DriverManagerDataSource(database.url(), database.username(), database.password()))
                .sql("alter role %s set statement_timeout = '799ms'".formatted(database.username()))
                .update();
    }

    @ParameterizedTest
    @CsvSource({"true, 800ms", "false, 799ms"})
    void aStatementIsBoundedByTheSessionsOptionsOrByTheRole(String options, String longest) {
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.name=none", "--spring.application.name=options",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--chassis.database.session-options=" + options)) {
            assertThat(JdbcClient.create(service.getBean(DataSource.class))
                    .sql("show statement_timeout")
                    .query(String.class)
                    .single()).isEqualTo(longest);
        }
    }
}

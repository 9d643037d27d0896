package com.example.chassis.extension;

import com.example.chassis.Chassis;
import com.example.chassis.http.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A service with a purpose, a bean and answers of its own. */
@SpringBootApplication
public class ExtendedService {

    /** A purpose: the first argument {@code cleanup} starts the job. */
    static void main(String[] args) {
        Chassis.of(ExtendedService.class).job("cleanup", CleanupJob.class).run(args);
    }

    /** Runs to completion, without a web server. Not a component: the service's own scan must not find it. */
    @EnableAutoConfiguration
    static class CleanupJob implements ApplicationRunner {

        @Override
        public void run(ApplicationArguments arguments) {
            System.out.println("cleaned up");
        }
    }

    /** Replaces the chassis's bean of this type. */
    @Bean
    Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    /** Joins readiness by {@code management.endpoint.health.group.readiness.include}. */
    @Bean
    HealthIndicator warmUp() {
        return () -> Health.outOfService().build();
    }

    @RestController
    static class Supplier {

        @GetMapping("/supply")
        String supply() throws TimeoutException {
            throw new TimeoutException();
        }
    }

    /** An answer to an exception of the service's own, before the chassis's 500; its type is completed with the service's name. */
    @RestControllerAdvice
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class SupplierAdvice {

        @ExceptionHandler
        ProblemDetail late(TimeoutException failure) {
            return Problems.of(HttpStatus.GATEWAY_TIMEOUT, "supplier-late", "The supplier has not answered in time.");
        }
    }
}

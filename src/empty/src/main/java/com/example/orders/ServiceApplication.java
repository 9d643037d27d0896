package com.example.orders;

import com.example.chassis.Chassis;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ServiceApplication {

    static void main(String[] args) {
        Chassis.of(ServiceApplication.class).job("retention", RetentionJob.class).run(args);
    }
}

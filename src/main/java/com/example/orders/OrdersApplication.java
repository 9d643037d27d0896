package com.example.orders;

import com.example.chassis.Chassis;
import com.example.orders.retention.RetentionJob;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OrdersApplication {

    static void main(String[] args) {
        Chassis.of(OrdersApplication.class).job("retention", RetentionJob.class).run(args);
    }
}

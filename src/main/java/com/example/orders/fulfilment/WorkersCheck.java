package com.example.orders.fulfilment;

import com.example.chassis.config.InvalidPropertyException;
import com.example.chassis.config.PropertyOrigin;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Leaves half of the pool to requests: each worker uses one connection at a time. */
@Component
class WorkersCheck {

    private static final String WORKERS = "orders.fulfilment.workers";
    private static final String CONNECTIONS = "spring.datasource.hikari.maximum-pool-size";

    WorkersCheck(FulfilmentProperties properties, Environment environment) {
        int most = environment.getRequiredProperty(CONNECTIONS, Integer.class) / 2;
        if (properties.workers() > most) {
            throw new InvalidPropertyException(WORKERS, Integer.toString(properties.workers()),
                    PropertyOrigin.of(WORKERS, environment), "more than half of " + CONNECTIONS,
                    "Use at most " + most + ", or raise " + CONNECTIONS + ".");
        }
    }
}

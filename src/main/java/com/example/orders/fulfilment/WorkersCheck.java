package com.example.orders.fulfilment;

import com.example.chassis.config.InvalidPropertyException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Leaves half of the pool to requests: each worker uses one connection at a time. Checked before the start does anything. */
@Component
class WorkersCheck implements BeanFactoryPostProcessor {

    private static final String WORKERS = "orders.fulfilment.workers";
    private static final String CONNECTIONS = "spring.datasource.hikari.maximum-pool-size";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment environment = beans.getBean(Environment.class);
        Binder binder = Binder.get(environment);
        int connections = binder.bind(CONNECTIONS, Integer.class).get();
        if (connections < 2) {
            throw new InvalidPropertyException(CONNECTIONS, connections, environment,
                    "too few for workers and requests", "Use at least 2.");
        }
        int most = connections / 2;
        int workers = binder.bindOrCreate("orders.fulfilment", FulfilmentProperties.class).workers();
        if (workers > most) {
            throw new InvalidPropertyException(WORKERS, workers, environment, "more than half of " + CONNECTIONS,
                    "Use at most " + most + ", or raise " + CONNECTIONS + ".");
        }
    }
}

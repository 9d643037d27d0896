package com.example.chassis.tasks;

import com.example.chassis.config.InvalidPropertyException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Leaves half of the pool to requests: each worker uses one connection at a time. Checked before the start does anything. */
class WorkersCheck implements BeanFactoryPostProcessor {

    private static final String WORKERS = "chassis.tasks.workers";
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
        int workers = binder.bindOrCreate("chassis.tasks", TaskProperties.class).workers();
        if (workers > most) {
            throw new InvalidPropertyException(WORKERS, workers, environment, "more than half of " + CONNECTIONS,
                    "Use at most " + most + ", or raise " + CONNECTIONS + ".");
        }
    }
}

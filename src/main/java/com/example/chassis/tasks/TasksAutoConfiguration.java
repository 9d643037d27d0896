package com.example.chassis.tasks;

import com.example.chassis.drain.DrainProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs the tasks of a service with db-scheduler. Backs off where there is neither a {@link BackgroundTask} nor a database. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class, beforeName = "com.example.chassis.drain.DrainAutoConfiguration")
@ConditionalOnBean({BackgroundTask.class, JdbcClient.class})
@EnableConfigurationProperties(TaskProperties.class)
@EnableScheduling
final class TasksAutoConfiguration {

    @Bean
    static WorkersCheck workersCheck() {
        return new WorkersCheck();
    }

    @Bean
    BacklogSize backlogSize(JdbcClient database, TaskProperties properties, MeterRegistry registry, Clock clock) {
        return new BacklogSize(database, properties, registry, clock);
    }

    @Bean
    TaskTracing taskTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator,
            ObservationRegistry observations) {
        return new TaskTracing(tracer.getIfAvailable(() -> Tracer.NOOP),
                propagator.getIfAvailable(() -> Propagator.NOOP), observations);
    }

    @Bean
    TaskQueue taskQueue(DataSource dataSource, TaskTracing tracing, BacklogSize size,
            ApplicationEventPublisher events) {
        return new TaskQueue(dataSource, tracing, size, events);
    }

    @Bean
    DatabaseClock databaseClock(JdbcClient database) {
        return new DatabaseClock(database);
    }

    @Bean
    TaskWorkers taskWorkers(DataSource dataSource, DatabaseClock databaseClock, List<BackgroundTask> tasks,
            TaskTracing tracing, BacklogSize backlog, TaskProperties properties, DrainProperties drain,
            MeterRegistry registry, Clock clock) {
        List<DurableTask> durable = tasks.stream()
                .map(task -> new DurableTask(task, properties, tracing, registry))
                .toList();
        return new TaskWorkers(dataSource, databaseClock, durable, backlog, properties, drain, registry, clock);
    }
}

package com.example.orders.support;

import com.example.contract.support.TestDatabaseConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A test of the whole service, over HTTP, with a real PostgreSQL. Such tests share one service and use their own SKUs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"management.server.port=0",
        "chassis.tasks.poll-interval=100ms", "chassis.tasks.first-retry=50ms", "orders.recheck-interval=1m",
        "chassis.drain.linger=0s", "chassis.database.backups=true"})
@Import({TestDatabaseConfiguration.class, Invariant.class})
public @interface RunningService {}

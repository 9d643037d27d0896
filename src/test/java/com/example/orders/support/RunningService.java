package com.example.orders.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A test of the whole service, over HTTP, with a real PostgreSQL. Such tests share one service and use SKUs of their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"management.server.port=0",
        "fulfilment.poll-interval=100ms", "fulfilment.first-retry=50ms", "order.recheck-interval=1m",
        "platform.drain.linger=0s"})
@Import({TestDatabaseConfiguration.class, Invariant.class})
public @interface RunningService {}

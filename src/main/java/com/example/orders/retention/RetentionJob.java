package com.example.orders.retention;

import com.example.chassis.database.DatabaseStartup;
import com.example.orders.order.OrderProperties;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Runs retention once, then exits. Has neither web server nor workers, and leaves the schema to the service. Not a
 * component: the service's own scan must not find it.
 */
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@EnableConfigurationProperties({RetentionProperties.class, OrderProperties.class})
@Import(Retention.class)
public class RetentionJob implements ApplicationRunner {

    private static final Logger logger = LoggerFactory.getLogger(RetentionJob.class);

    private final DatabaseStartup database;
    private final Retention retention;

    RetentionJob(DatabaseStartup database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        this.database.await();
        int orders = repeat(this.retention::deleteOrders);
        int keys = repeat(this.retention::deleteKeys);
        logger.atInfo().addKeyValue("orders", orders).addKeyValue("keys", keys).log("Retention done");
    }

    /** Until a batch finds nothing. */
    private static int repeat(IntSupplier batch) {
        int total = 0;
        for (int deleted = batch.getAsInt(); deleted > 0; deleted = batch.getAsInt()) {
            total += deleted;
        }
        return total;
    }
}

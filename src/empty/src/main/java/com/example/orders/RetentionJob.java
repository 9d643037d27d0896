package com.example.orders;

import com.example.chassis.database.DatabaseStartup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes old documents once, then exits. Has neither web server nor workers, and leaves the schema to the service. Not a
 * component: the service's own scan must not find it. May run twice at once.
 */
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@EnableConfigurationProperties(RetentionProperties.class)
public class RetentionJob implements ApplicationRunner {

    private static final Logger logger = LoggerFactory.getLogger(RetentionJob.class);

    private final DatabaseStartup startup;
    private final JdbcClient database;
    private final RetentionProperties properties;

    RetentionJob(DatabaseStartup startup, JdbcClient database, RetentionProperties properties) {
        this.startup = startup;
        this.database = database;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        this.startup.await();
        int total = 0;
        for (int deleted = deleteBatch(); deleted > 0; deleted = deleteBatch()) {
            total += deleted;
        }
        logger.atInfo().addKeyValue("documents", total).log("Retention done");
    }

    /** A batch is small enough for the time-out of a statement. */
    private int deleteBatch() {
        String delete = """
                delete from documents
                where name in (select name from documents
                               where ended_at < now() - make_interval(secs => ?)
                               order by ended_at limit 500
                               for update skip locked)
                """;
        return this.database.sql(delete).param(this.properties.age().toSeconds()).update();
    }
}

package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.example.chassis.database.MigrationJob;
import com.example.contract.support.TestDatabase;
import com.example.orders.support.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The purpose {@code migrate}, on its own database. */
@RunningService
@ExtendWith(OutputCaptureExtension.class)
class MigrationTests {

    private static final String DATABASE = "migration_tests";

    /** The service without its own beans. */
    @EnableAutoConfiguration
    static class Service {}

    private final JdbcClient server;
    private final DriverManagerDataSource database;

    @Autowired
    MigrationTests(JdbcClient server, TestDatabase postgres) {
        this.server = server;
        this.database = new DriverManagerDataSource(postgres.url().replaceFirst("/[^/?]+(?=$|\\?)", "/" + DATABASE),
                postgres.username(), postgres.password());
    }

    @BeforeEach
    void create() {
        this.server.sql("create database " + DATABASE).update();
    }

    @AfterEach
    void drop() {
        this.server.sql("drop database " + DATABASE + " with (force)").update();
    }

    /** Boot sets up logging for the whole JVM, which two concurrent starts cannot share: it is switched off. */
    @Test
    void twoAtOnceRunEachScriptOnce() throws Exception {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        try (ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> job = () -> {
                migrate();
                return true;
            };
            for (Future<Boolean> each : jobs.invokeAll(List.of(job, job))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
        }
        assertThat(applied()).hasSameSizeAs(scripts()).doesNotHaveDuplicates();
    }

    @Test
    void aScriptThatWaitsForATableLetsRequestsThroughAndIsRetried(CapturedOutput output) throws Exception {
        migrate("--spring.flyway.target=2");
        assertThat(requestsPassWhileATableIsLocked()).isTrue();
        assertThat(output).contains("No migrated schema yet", "canceling statement due to lock timeout");
        assertThat(applied()).hasSameSizeAs(scripts());
    }

    /** The counter-proof: every statement waits behind one that waits for a lock without end. */
    @Test
    void aScriptThatWaitsWithoutEndIsSeenToBlockRequests() throws Exception {
        migrate("--spring.flyway.target=2");
        assertThat(requestsPassWhileATableIsLocked("--spring.flyway.init-sqls=set lock_timeout = 0")).isFalse();
    }

    /** While a reader keeps its transaction open, and the job wants to change the table. */
    private boolean requestsPassWhileATableIsLocked(String... arguments) throws Exception {
        try (ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();
                Connection reader = this.database.getConnection();
                Connection client = this.database.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select from orders");
            client.createStatement().execute("set lock_timeout = 500");
            Future<?> job = jobs.submit(() -> migrate(arguments));
            await().until(this::jobWaits);
            try {
                while (jobWaits()) {
                    client.createStatement().execute("select from orders");
                }
                return true;
            } catch (SQLException ex) {
                assertThat(ex.getSQLState()).isEqualTo("55P03");
                return false;
            } finally {
                reader.commit();
                job.get();
            }
        }
    }

    private boolean jobWaits() {
        return sql("select count(*) from pg_locks where not granted and relation::regclass::text = 'orders'")
                .query(Integer.class)
                .single() > 0;
    }

    @Test
    void aScriptThatFailsSaysWhyAndNoServiceStartsOnWhatItLeaves(CapturedOutput output) {
        migrate("--spring.flyway.target=2");
        sql("insert into orders (sku, quantity, status, ended_at) values ('MIG-1', 1, 'REJECTED', now())").update();
        assertThatThrownBy(this::migrate).isNotNull();
        assertThat(output.getAll().lines().filter(line -> line.contains("Cannot start"))).singleElement()
                .asString()
                .contains("the schema could not be migrated: Failed to execute script V4__end_of_every_order.sql",
                        "check constraint \"orders_end\" of relation \"orders\" is violated by some row");
        assertThat(applied()).containsExactly("1", "2", "3");
        assertThatThrownBy(() -> serve("--chassis.database.start-timeout=0s"))
                .hasStackTraceContaining("Detected resolved migration not applied to database: 4");

        sql("update orders set reason = 'UNKNOWN_SKU'").update();
        migrate();
        serve();
    }

    @Test
    void aServiceStartsOnASchemaThatIsNewer() {
        migrate();
        sql("""
                insert into flyway_schema_history
                select 99, '99', 'of tomorrow', type, 'V99__of_tomorrow.sql', checksum, installed_by, installed_on, 1, true
                from flyway_schema_history where version = '1'
                """)
                .update();
        serve();
        migrate();
    }

    @Test
    void anIndexIsBuiltBesideOpenTransactions(@TempDir Path scripts) throws Exception {
        migrate();
        Files.writeString(scripts.resolve("V99__index.sql"),
                "set lock_timeout = 0;\ncreate index concurrently orders_by_sku on orders (sku);\n");
        Files.writeString(scripts.resolve("V99__index.sql.conf"), "executeInTransaction=false\n");
        try (ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();
                Connection client = this.database.getConnection()) {
            client.setAutoCommit(false);
            client.createStatement().execute("insert into orders (sku, quantity) values ('MIG-2', 1)");
            Future<?> job = jobs
                    .submit(() -> migrate("--spring.flyway.locations=classpath:db/migration,filesystem:" + scripts));
            await().until(() -> sql("select count(*) from pg_stat_progress_create_index where phase like 'waiting%'")
                    .query(Integer.class)
                    .single() == 1);
            client.createStatement().execute("insert into orders (sku, quantity) values ('MIG-2', 1)");
            client.commit();
            job.get();
        }
        assertThat(
                sql("select indisvalid from pg_index where indexrelid = 'orders_by_sku'::regclass").query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** The way out that docs/database.md describes. */
    @Test
    void aScriptThatFailsHalfWayIsUndoneByHandAndRunAgain(@TempDir Path scripts, CapturedOutput output)
            throws IOException {
        migrate();
        sql("insert into orders (sku, quantity) values ('MIG-3', 1), ('MIG-3', 1)").update();
        Files.writeString(scripts.resolve("V99__index.sql"),
                "create unique index concurrently orders_by_sku on orders (sku);\n");
        Files.writeString(scripts.resolve("V99__index.sql.conf"), "executeInTransaction=false\n");
        String locations = "--spring.flyway.locations=classpath:db/migration,filesystem:" + scripts;
        assertThatThrownBy(() -> migrate(locations)).isNotNull();
        assertThatThrownBy(() -> migrate(locations)).isNotNull();
        assertThat(output.getAll().lines().filter(line -> line.contains("Cannot start")).toList()).last()
                .asString()
                .contains("failed migration to version 99", "delete from flyway_schema_history where not success")
                .doesNotContain("run repair");

        sql("drop index concurrently orders_by_sku").update();
        sql("delete from flyway_schema_history where not success").update();
        sql("delete from orders where sku = 'MIG-3'").update();
        migrate(locations);
        assertThat(applied()).endsWith("99");
    }

    private void migrate(String... arguments) {
        run(MigrationJob.class, arguments);
    }

    private void serve(String... arguments) {
        run(Service.class, arguments);
    }

    private void run(Class<?> application, String... arguments) {
        List<String> all = Stream.concat(
                Stream.of("--chassis.database.migrate=false", "--spring.datasource.url=" + this.database.getUrl(),
                        "--spring.datasource.username=" + this.database.getUsername(),
                        "--spring.datasource.password=" + this.database.getPassword(),
                        "--chassis.database.start-interval=100ms"),
                Stream.of(arguments)).toList();
        new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(all.toArray(String[]::new)).close();
    }

    private JdbcClient.StatementSpec sql(String sql) {
        return JdbcClient.create(this.database).sql(sql);
    }

    private List<String> applied() {
        return sql("select version from flyway_schema_history where success order by installed_rank")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            return scripts.toList();
        }
    }
}

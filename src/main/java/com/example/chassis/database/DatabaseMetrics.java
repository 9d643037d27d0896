package com.example.chassis.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database alone knows, read at each scrape. */
final class DatabaseMetrics implements MeterBinder {

    private final JdbcClient database;
    private final boolean backups;

    DatabaseMetrics(JdbcClient database, boolean backups) {
        this.database = database;
        this.backups = backups;
    }

    /** Where an old snapshot keeps autovacuum from removing dead rows, statements get slower. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("database.dead.rows", () -> number("""
                select sum(n_dead_tup) from pg_stat_user_tables where schemaname = current_schema()
                """)).description("Rows of the schema's tables that autovacuum has still to remove").register(registry);
        if (this.backups) {
            Gauge.builder("database.backup.timestamp", () -> number("""
                    select extract(epoch from max(started_at)) from backups
                    """))
                    .baseUnit("seconds")
                    .description("When the newest backup began, in seconds since 1970; 0 if there is none")
                    .register(registry);
        }
    }

    private double number(String query) {
        try {
            return this.database.sql(query).query(Double.class).optional().orElse(0.0);
        } catch (DataAccessException ex) {
            return Double.NaN;
        }
    }
}

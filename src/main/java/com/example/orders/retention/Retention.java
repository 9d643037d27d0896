package com.example.orders.retention;

import com.example.chassis.database.RetryOnConflict;
import com.example.orders.order.OrderProperties;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes in batches what is past its age. Each batch holds an advisory lock, and a run that does not get it leaves the
 * rest to the run that holds it: safe to run twice, one after the other or in parallel.
 */
class Retention {

    private final JdbcClient database;
    private final RetentionProperties properties;
    private final Duration keyLifetime;

    Retention(JdbcClient database, RetentionProperties properties, OrderProperties orders) {
        this.database = database;
        this.properties = properties;
        this.keyLifetime = orders.keyLifetime();
    }

    /**
     * Deletes a batch of finished orders and, in the same statement, archives the quantities of the fulfilled ones.
     *
     * @return how many orders it deleted
     */
    @RetryOnConflict
    @Transactional
    public int deleteOrders() {
        String delete = """
                with deleted as (
                  delete from orders
                  where id in (select id from orders
                               where ended_at < now() - make_interval(secs => ?)
                               order by ended_at limit ?)
                  returning sku, quantity, status
                ), fulfilled as (
                  select sku, sum(quantity) as quantity from deleted where status = 'FULFILLED' group by sku
                ), archived as (
                  update stock set archived = archived + fulfilled.quantity
                  from fulfilled where stock.sku = fulfilled.sku
                )
                select count(*) from deleted
                """;
        if (!hasTurn("retention of orders")) {
            return 0;
        }
        return this.database.sql(delete)
                .params(this.properties.age().toSeconds(), this.properties.batchSize())
                .query(Integer.class)
                .single();
    }

    /**
     * Deletes a batch of idempotency keys that have expired.
     *
     * @return how many keys it deleted
     */
    @RetryOnConflict
    @Transactional
    public int deleteKeys() {
        String delete = """
                delete from idempotency_keys
                where key in (select key from idempotency_keys
                              where created_at < now() - make_interval(secs => ?)
                              limit ?)
                """;
        if (!hasTurn("retention of keys")) {
            return 0;
        }
        return this.database.sql(delete).params(this.keyLifetime.toSeconds(), this.properties.batchSize()).update();
    }

    private boolean hasTurn(String rows) {
        return this.database.sql("select pg_try_advisory_xact_lock(hashtext(?))")
                .param(rows)
                .query(Boolean.class)
                .single();
    }
}

package com.example.orders.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.order.Orders;
import com.example.orders.support.Invariant;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@RunningService
class FulfilmentTests {

    private final OrdersClient api;
    private final Orders orders;
    private final JdbcClient database;
    private final Invariant invariant;
    private final MeterRegistry metrics;
    private final TransactionTemplate transaction;

    @Autowired
    FulfilmentTests(@LocalServerPort int port, Orders orders, JdbcClient database, Invariant invariant,
            MeterRegistry metrics, TransactionTemplate transaction) {
        this.transaction = transaction;
        this.api = OrdersClient.onPort(port);
        this.orders = orders;
        this.database = database;
        this.invariant = invariant;
        this.metrics = metrics;
    }

    @Test
    void doesNothingTheSecondTime() {
        this.api.restock("FUL-1", 10);
        UUID id = UUID.fromString(this.api.order("FUL-1", 4, "Prefer", "wait=10").text("/id"));
        assertThat(this.orders.fulfil(id)).isEmpty();
        assertThat(this.api.get("/stock/FUL-1").json().at("/onHand").asInt()).isEqualTo(6);
        this.invariant.assertHolds();
    }

    @Test
    void removesTheTaskOfAFinishedOrder() {
        this.api.restock("FUL-2", 10);
        String id = this.api.order("FUL-2", 1, "Prefer", "wait=10").text("/id");
        await().untilAsserted(() -> assertThat(tasks(id)).isZero());
    }

    @Test
    void givesUpAPoisonedOrderAfterTheLargestNumberOfAttempts() {
        this.api.restock("FUL-POISON", 10);
        poison("'P0001'");
        double before = this.metrics.counter("tasks.poisoned", "task", "fulfilment").count();
        String id = this.api.order("FUL-POISON", 1).text("/id");
        await().untilAsserted(() -> assertThat(this.api.get("/orders/" + id).text("/reason")).isEqualTo("FAILED"));
        await().untilAsserted(() -> assertThat(tasks(id)).isZero());
        assertThat(this.metrics.counter("tasks.poisoned", "task", "fulfilment").count()).isEqualTo(before + 1);
        this.invariant.assertHolds();
    }

    @Test
    void triesAgainForAsLongAsItIsTheDatabasesFault() {
        this.api.restock("FUL-POISON", 10);
        poison("'53100'"); // disk full
        String id = this.api.order("FUL-POISON", 1).text("/id");
        await().untilAsserted(() -> assertThat(failures(id)).isGreaterThan(5));
        assertThat(this.api.get("/orders/" + id).text("/status")).isEqualTo("ACCEPTED");
        this.database.sql("drop trigger poison on stock").update();
        await().untilAsserted(() -> assertThat(this.api.get("/orders/" + id).text("/status")).isEqualTo("FULFILLED"));
        this.invariant.assertHolds();
    }

    @Test
    void theInvariantIsSeenBroken() {
        this.transaction.executeWithoutResult(status -> {
            this.database.sql("insert into stock (sku, received, on_hand) values ('FUL-BROKEN', 5, 4)").update();
            this.database.sql("insert into orders (sku, quantity) values ('FUL-BROKEN', 1)").update();
            assertThat(this.invariant.violations()).hasSize(2);
            status.setRollbackOnly();
        });
        this.invariant.assertHolds();
    }

    /** Makes each picking of one product fail with an SQL state. */
    private void poison(String state) {
        this.database.sql("""
                create or replace function poison() returns trigger language plpgsql as $$
                begin
                  if new.on_hand < old.on_hand then
                    raise exception 'poisoned' using errcode = %s;
                  end if;
                  return new;
                end $$
                """.formatted(state)).update();
        this.database.sql("""
                create or replace trigger poison before update on stock
                for each row when (old.sku = 'FUL-POISON') execute function poison()
                """).update();
    }

    private int tasks(String id) {
        return this.database.sql("select count(*) from scheduled_tasks where task_instance = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private int failures(String id) {
        return this.database
                .sql("select coalesce(consecutive_failures, 0) from scheduled_tasks where task_instance = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }
}

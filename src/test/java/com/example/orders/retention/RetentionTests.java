package com.example.orders.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.order.OrderProperties;
import com.example.orders.support.Invariant;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@RunningService
class RetentionTests {

    private final OrdersClient api;
    private final JdbcClient database;
    private final Invariant invariant;
    private final TransactionTemplate transaction;
    private final Retention retention;

    @Autowired
    RetentionTests(@LocalServerPort int port, JdbcClient database, Invariant invariant, OrderProperties orders,
            TransactionTemplate transaction) {
        this.api = OrdersClient.onPort(port);
        this.database = database;
        this.invariant = invariant;
        this.transaction = transaction;
        this.retention = new Retention(database, new RetentionProperties(Duration.ofDays(30), 3), orders);
    }

    @Test
    void archivesWhatItDeletesSoThatTheInvariantHolds() {
        this.api.restock("RET-1", 100);
        String old = this.api.order("RET-1", 7, "Prefer", "wait=10", "Idempotency-Key", "ret-1").text("/id");
        String young = this.api.order("RET-1", 5, "Prefer", "wait=10").text("/id");
        age(old, "31 days");
        age(young, "29 days");
        assertThat(deleteAll()).isEqualTo(1);
        assertThat(this.api.get("/orders/" + old).status()).isEqualTo(404);
        assertThat(this.api.get("/orders/" + young).status()).isEqualTo(200);
        assertThat(this.database.sql("select archived from stock where sku = 'RET-1'").query(Integer.class).single())
                .isEqualTo(7);
        assertThat(this.api.restock("RET-1", 11).status()).isEqualTo(409);
        this.invariant.assertHolds();
    }

    @Test
    void deletesOnceWhenTwoRunAtOnce() throws Exception {
        this.api.restock("RET-2", 100);
        for (int i = 0; i < 20; i++) {
            age(this.api.order("RET-2", 1, "Prefer", "wait=10").text("/id"), "31 days");
        }
        try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> run = this::deleteAll;
            int total = 0;
            for (var result : runs.invokeAll(List.of(run, run))) {
                total += result.get();
            }
            assertThat(total).isEqualTo(20);
        }
        assertThat(this.database.sql("select archived from stock where sku = 'RET-2'").query(Integer.class).single())
                .isEqualTo(20);
        this.invariant.assertHolds();
    }

    @Test
    void deletesKeysThatAreGoodNoMore() {
        this.api.order("RET-3", 1, "Idempotency-Key", "ret-old");
        this.api.order("RET-3", 1, "Idempotency-Key", "ret-new");
        this.database.sql("update idempotency_keys set created_at = now() - interval '25 hours' where key = 'ret-old'")
                .update();
        while (this.transaction.execute(_ -> this.retention.deleteKeys()) > 0) {
            assertThat(this.database.sql("select key from idempotency_keys").query(String.class).list())
                    .contains("ret-new");
        }
        assertThat(this.database.sql("select key from idempotency_keys").query(String.class).list()).contains("ret-new")
                .doesNotContain("ret-old");
    }

    private int deleteAll() {
        int total = 0;
        int deleted;
        do {
            deleted = this.transaction.execute(_ -> this.retention.deleteOrders());
            total += deleted;
        } while (deleted > 0);
        return total;
    }

    private void age(String id, String age) {
        this.database.sql("update orders set ended_at = now() - :age::interval where id = :id")
                .param("age", age)
                .param("id", UUID.fromString(id))
                .update();
    }
}

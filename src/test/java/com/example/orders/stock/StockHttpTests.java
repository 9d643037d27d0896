package com.example.orders.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.TestDatabase;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class StockHttpTests {

    private final OrdersClient api;
    private final TestDatabase database;

    @Autowired
    StockHttpTests(@LocalServerPort int port, TestDatabase database) {
        this.api = OrdersClient.onPort(port);
        this.database = database;
    }

    @Test
    void setsTheTotalEverReceivedHoweverOftenItIsSaid() {
        this.api.restock("STK-1", 10);
        this.api.order("STK-1", 4, "Prefer", "wait=10");
        for (int i = 0; i < 2; i++) {
            Answer restocked = this.api.restock("STK-1", 12);
            assertThat(restocked.status()).isEqualTo(200);
            assertThat(restocked.json().at("/received").asInt()).isEqualTo(12);
            assertThat(restocked.json().at("/onHand").asInt()).isEqualTo(8);
        }
    }

    @Test
    void refusesATotalBelowWhatIsUsed() {
        this.api.restock("STK-2", 10);
        this.api.order("STK-2", 4, "Prefer", "wait=10");
        Answer rejected = this.api.restock("STK-2", 3);
        assertThat(rejected.status()).isEqualTo(409);
        assertThat(rejected.text("/type")).isEqualTo("urn:problem-type:orders:stock-below-used");
        assertThat(this.api.restock("STK-2", 4).json().at("/onHand").asInt()).isZero();
    }

    @Test
    void answers503WithinTwoSecondsWhereAnotherTransactionHoldsTheStock() throws SQLException {
        this.api.restock("STK-3", 10);
        try (Connection other = DriverManager.getConnection(this.database.url(), this.database.username(),
                this.database.password()); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("select * from stock where sku = 'STK-3' for update");
            Answer rejected = this.api.restock("STK-3", 11);
            assertThat(rejected.status()).isEqualTo(503);
            assertThat(rejected.text("/type")).isEqualTo("urn:problem-type:orders:overloaded");
            assertThat(rejected.header("Retry-After")).isEqualTo("2");
            assertThat(rejected.took()).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(this.api.restock("STK-3", 11).status()).isEqualTo(200);
    }

    @Test
    void triesATransactionOnceMoreThatPostgresRolledBack() throws SQLException {
        this.api.restock("STK-4", 10);
        try (Connection other = DriverManager.getConnection(this.database.url(), this.database.username(),
                this.database.password()); Statement plant = other.createStatement()) {
            plant.execute("""
                    create sequence attempts; -- outlives a rollback
                    create function fail_first() returns trigger language plpgsql as $$
                    begin
                      if nextval('attempts') = 1 then
                        raise exception 'planted' using errcode = '40001';
                      end if;
                      return new;
                    end $$;
                    create trigger fail_first before update on stock
                    for each row when (old.sku = 'STK-4') execute function fail_first()
                    """);
            assertThat(this.api.restock("STK-4", 12).json().at("/onHand").asInt()).isEqualTo(12);
            try (ResultSet attempts = plant.executeQuery("select last_value from attempts")) {
                assertThat(attempts.next()).isTrue();
                assertThat(attempts.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void listsInPagesByCode() {
        for (String sku : new String[]{"ZPAGE-1", "ZPAGE-2", "ZPAGE-3"}) {
            this.api.restock(sku, 1);
        }
        Answer page = this.api.get("/stock?after=ZPAGE-1&limit=1");
        assertThat(page.text("/0/sku")).isEqualTo("ZPAGE-2");
        assertThat(page.header("Link")).isEqualTo("</stock?limit=1&after=ZPAGE-2>; rel=\"next\"");
        assertThat(this.api.get("/stock/ZPAGE-4").status()).isEqualTo(404);
    }
}

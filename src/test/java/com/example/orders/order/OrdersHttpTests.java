package com.example.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient.Answer;
import com.example.orders.support.Invariant;
import com.example.orders.support.OrdersClient;
import com.example.orders.support.RunningService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningService
class OrdersHttpTests {

    private final String sku = "ORD-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final OrdersClient api;
    private final JdbcClient database;
    private final Invariant invariant;
    private final Orders orders;

    @Autowired
    OrdersHttpTests(@LocalServerPort int port, JdbcClient database, Invariant invariant, Orders orders) {
        this.orders = orders;
        this.api = OrdersClient.onPort(port);
        this.database = database;
        this.invariant = invariant;
    }

    @BeforeEach
    void restock() {
        assertThat(this.api.restock(this.sku, 100).status()).isEqualTo(200);
    }

    @AfterEach
    void invariantHolds() {
        this.invariant.assertHolds();
    }

    @Test
    void acceptsAnOrderAtOnceAndFulfilsItInTheBackground() {
        Answer placed = this.api.order(this.sku, 3);
        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.header("Location")).isEqualTo("/orders/" + placed.text("/id"));
        await().untilAsserted(
                () -> assertThat(this.api.get(placed.header("Location")).text("/status")).isEqualTo("FULFILLED"));
        assertThat(this.api.get("/stock/" + this.sku).json().at("/onHand").asInt()).isEqualTo(97);
    }

    @Test
    void givesIdsOfVersion7() {
        assertThat(UUID.fromString(this.api.order(this.sku, 1).text("/id")).version()).isEqualTo(7);
    }

    @Test
    void rejectsWhatCanNeverBeFilledAndSaysWhy() {
        Answer tooMuch = this.api.order(this.sku, 101, "Prefer", "wait=10");
        assertThat(tooMuch.status()).isEqualTo(200);
        assertThat(tooMuch.text("/status")).isEqualTo("REJECTED");
        assertThat(tooMuch.text("/reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(this.api.order("NEVER-SEEN", 1, "Prefer", "wait=10").text("/reason")).isEqualTo("UNKNOWN_SKU");
    }

    @Test
    void answersAWaitAsSoonAsTheOrderEnds() {
        Answer waited = this.api.order(this.sku, 1, "Prefer", "wait=30");
        assertThat(waited.status()).isEqualTo(200);
        assertThat(waited.text("/status")).isEqualTo("FULFILLED");
        assertThat(waited.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(waited.took()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void givesTheSameOrderForTheSameKeyAndBody() {
        String key = UUID.randomUUID().toString();
        Answer first = this.api.order(this.sku, 2, "Idempotency-Key", key);
        Answer second = this.api.order(this.sku, 2, "Idempotency-Key", key, "Prefer", "wait=10");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.text("/status")).isEqualTo("FULFILLED");
        assertThat(ordersOfSku()).isEqualTo(1);
    }

    @Test
    void refusesAKeyWithAnotherBody() {
        String key = UUID.randomUUID().toString();
        this.api.order(this.sku, 2, "Idempotency-Key", key);
        Answer other = this.api.order(this.sku, 3, "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/type")).isEqualTo("urn:problem-type:orders:idempotency-key-reused");
    }

    @Test
    void makesOneOrderOfConcurrentRequestsWithOneKey() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<Answer> place = () -> this.api.order(this.sku, 1, "Idempotency-Key", key);
        List<String> locations = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : clients.invokeAll(Collections.nCopies(16, place))) {
                assertThat(answer.get().status()).isEqualTo(202);
                locations.add(answer.get().header("Location"));
            }
        }
        assertThat(locations).hasSize(16);
        assertThat(locations.stream().distinct()).hasSize(1);
        assertThat(ordersOfSku()).isEqualTo(1);
    }

    @Test
    void forgetsAKeyAfterItsLifetimeAsJudgedWhenItIsRead() {
        String key = UUID.randomUUID().toString();
        Answer first = this.api.order(this.sku, 1, "Idempotency-Key", key);
        age(key, "23 hours 59 minutes");
        assertThat(this.api.order(this.sku, 1, "Idempotency-Key", key).header("Location"))
                .isEqualTo(first.header("Location"));
        age(key, "24 hours 1 minute");
        Answer later = this.api.order(this.sku, 5, "Idempotency-Key", key);
        assertThat(later.status()).isEqualTo(202);
        assertThat(later.header("Location")).isNotEqualTo(first.header("Location"));
    }

    private void age(String key, String age) {
        this.database.sql("update idempotency_keys set created_at = now() - :age::interval where key = :key")
                .param("age", age)
                .param("key", key)
                .update();
    }

    @Test
    void cancelsOnlyWhatIsStillAccepted() {
        Answer fulfilled = this.api.order(this.sku, 1, "Prefer", "wait=10");
        Answer late = this.api.delete("/orders/" + fulfilled.text("/id"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("/type")).isEqualTo("urn:problem-type:orders:order-ended");
        assertThat(late.text("/orderStatus")).isEqualTo("FULFILLED");
        assertThat(late.json().at("/status").asInt()).isEqualTo(409);
        assertThat(this.api.delete("/orders/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void leavesACancelledOrderAlone() {
        UUID id = this.database.sql("insert into orders (sku, quantity) values (:sku, 3) returning id")
                .param("sku", this.sku)
                .query(UUID.class)
                .single();
        Answer cancelled = this.api.delete("/orders/" + id);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("/status")).isEqualTo("CANCELLED");
        assertThat(this.orders.cancel(id)).isEmpty();
        assertThat(this.api.delete("/orders/" + id).status()).isEqualTo(409);
        assertThat(this.api.get("/stock/" + this.sku).json().at("/onHand").asInt()).isEqualTo(100);
    }

    @Test
    void tellsAClientThatItsCopyIsStillRight() {
        Answer finished = this.api.order(this.sku, 1, "Prefer", "wait=10");
        String path = "/orders/" + finished.text("/id");
        String etag = this.api.get(path).header("ETag");
        assertThat(etag).isEqualTo(finished.header("ETag")).isEqualTo("\"FULFILLED\"");
        assertThat(this.api.get(path, "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(this.api.get(path, "If-None-Match", "\"ACCEPTED\"").status()).isEqualTo(200);
    }

    @Test
    void pagesThroughAllOrdersNewestFirst() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.addFirst(this.api.order(this.sku, 1, "Prefer", "wait=10").text("/id"));
        }
        List<String> seen = new ArrayList<>();
        String next = "/orders?limit=2&status=FULFILLED";
        while (!next.isEmpty() && seen.size() < 5) {
            Answer page = this.api.get(next);
            page.json().forEach(order -> seen.add(order.path("id").asString()));
            next = page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
        }
        assertThat(seen.subList(0, 5)).isEqualTo(placed);
    }

    @Test
    void linksWithTheProxysPrefixAndWithoutAHost() {
        this.api.order(this.sku, 1);
        Answer page = this.api.get("/orders?limit=1", "X-Forwarded-Prefix", "/shop", "X-Forwarded-Host",
                "evil.example");
        assertThat(page.header("Link")).startsWith("</shop/orders?limit=1&after=");
        Answer placed = this.api.order(this.sku, 1, "X-Forwarded-Prefix", "/shop", "X-Forwarded-Host", "evil.example");
        assertThat(placed.header("Location")).isEqualTo("/shop/orders/" + placed.text("/id"));
    }

    @Test
    void passesOverAPrefixThatIsNoPath() {
        Answer placed = this.api.order(this.sku, 1, "X-Forwarded-Prefix", "/{a}");
        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.header("Location")).isEqualTo("/orders/" + placed.text("/id"));
        assertThat(this.api.get("/orders?limit=1&x=a=b").status()).isEqualTo(200);
    }

    private int ordersOfSku() {
        return this.database.sql("select count(*) from orders where sku = :sku")
                .param("sku", this.sku)
                .query(Integer.class)
                .single();
    }
}

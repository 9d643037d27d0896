package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import com.example.orders.support.Api.Answer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Customers that repeat each order with its key until they have an answer, order some things twice, take some back, and
 * remember what they were told.
 */
final class Customers implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> orders = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final URI service;
    private final String name = Long.toHexString(System.nanoTime()).toUpperCase(Locale.ROOT);
    private final List<String> skus = Stream.of("A", "B", "C").map(letter -> this.name + "-" + letter).toList();
    private volatile Instant lastTrouble = Instant.EPOCH;
    private volatile boolean stopped;
    private volatile boolean givenUp;

    /** Starts them, at one address of the service. */
    Customers(URI service, int customers, Duration rest) {
        this.service = service;
        this.skus.forEach(this::restock);
        for (int customer = 0; customer < customers; customer++) {
            int number = customer;
            this.running.add(this.threads.submit(() -> run(number, rest)));
        }
    }

    private void restock(String sku) {
        Api api = new Api(this.service);
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions()
                .until(() -> api.restock(sku, 1_000_000).status() == 200);
    }

    private void run(int customer, Duration rest) {
        Random random = new Random(customer);
        Api api = new Api(this.service);
        for (int i = 0; !this.stopped; i++) {
            String key = "%s-%d-%d".formatted(this.name, customer, i);
            String sku = this.skus.get(random.nextInt(this.skus.size()));
            int quantity = 1 + random.nextInt(3);
            String id = place(api, key, sku, quantity);
            if (random.nextInt(5) == 0) {
                place(api, key, sku, quantity);
            }
            if (random.nextInt(10) == 0 && !this.givenUp) {
                cancel(api, id);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    private String place(Api api, String key, String sku, int quantity) {
        while (!this.givenUp) {
            try {
                Answer answer = (key.hashCode() % 4 == 0)
                        ? api.order(sku, quantity, "Idempotency-Key", key, "Prefer", "wait=5")
                        : api.order(sku, quantity, "Idempotency-Key", key);
                count("POST " + answer.status());
                if (answer.status() != 503) {
                    String id = answer.text("/id");
                    assertThat(this.orders.merge(key, id, (known, _) -> known)).isEqualTo(id);
                    return id;
                }
                assertThat(answer.header("Retry-After")).isNotEmpty();
            } catch (UncheckedIOException ex) {
                count("POST no answer");
            }
            this.lastTrouble = Instant.now();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return "";
    }

    private void cancel(Api api, String id) {
        try {
            count("DELETE " + api.delete("/orders/" + id).status());
        } catch (UncheckedIOException ex) {
            count("DELETE no answer");
        }
    }

    private void count(String answer) {
        this.answers.computeIfAbsent(answer, _ -> new LongAdder()).increment();
    }

    /** How many orders have been accepted. */
    int accepted() {
        return this.orders.size();
    }

    /** How often there was which answer. */
    Map<String, LongAdder> answers() {
        return new TreeMap<>(this.answers);
    }

    /** When an order was last refused, or had no answer. */
    Instant lastTrouble() {
        return this.lastTrouble;
    }

    /** Lets each customer come to the end of the order that it is placing. */
    void stop() {
        this.stopped = true;
        this.running.forEach(Customers::join);
        this.threads.close();
    }

    /** Has each customer stop, though it may have no answer: the service is gone. */
    void giveUp() {
        this.givenUp = true;
        stop();
    }

    @Override
    public void close() {
        giveUp();
    }

    private static void join(Future<?> customer) {
        try {
            customer.get();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException ex) {
            throw new AssertionError(ex.getCause());
        }
    }

    /** Accepted orders that the database does not have. */
    Set<String> lost(Ledger database) {
        Set<String> lost = new HashSet<>(this.orders.values());
        lost.removeAll(Set.copyOf(database.ask("select cast(id as text) from orders")));
        return lost;
    }

    /** How many orders of their own products the database has beyond those that they know: each key must have made one. */
    int doubled(Ledger database) {
        return database.count("select count(*) from orders where sku like '" + this.name + "-%'")
                - Set.copyOf(this.orders.values()).size();
    }
}

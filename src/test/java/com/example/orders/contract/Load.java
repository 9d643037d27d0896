package com.example.orders.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers that send requests until they are told to stop: orders with a key, orders that are waited for, and reads.
 * Each customer has one connection and rests a while between two requests.
 */
final class Load implements AutoCloseable {

    private static final String JSON = "Content-Type: application/json\r\n";

    private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final List<Thread> customers = new ArrayList<>();
    private volatile boolean stopped;

    Load(int port, int customers, boolean keepAlive, Duration rest) {
        for (int customer = 0; customer < customers; customer++) {
            int number = customer;
            this.customers.add(Thread.ofVirtual().start(() -> run(port, number, keepAlive, rest)));
        }
    }

    private void run(int port, int number, boolean keepAlive, Duration rest) {
        try (PlainClient client = new PlainClient(port, keepAlive)) {
            for (int i = 0; !this.stopped; i++) {
                this.outcomes.computeIfAbsent(send(client, number, i), _ -> new LongAdder()).increment();
                LockSupport.parkNanos(rest.toNanos());
            }
        }
    }

    private static String send(PlainClient client, int number, int i) {
        String key = "Idempotency-Key: %d-%d-%d\r\n".formatted(System.nanoTime(), number, i);
        String order = "{\"sku\":\"LOAD\",\"quantity\":1}";
        return switch (i % 3) {
            case 0 -> client.send("POST", "/orders", JSON + key, order);
            case 1 -> client.send("GET", "/stock/LOAD", "", "");
            default -> client.send("POST", "/orders", JSON + key + "Prefer: wait=10\r\n", order);
        };
    }

    long sent() {
        return this.outcomes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many requests ended how, all but {@code ok}. */
    Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        this.outcomes.forEach((outcome, count) -> failures.put(outcome, count.sum()));
        failures.remove("ok");
        return failures;
    }

    @Override
    public void close() {
        stop();
    }

    /** Lets each customer finish the request that it has begun. */
    void stop() {
        this.stopped = true;
        for (Thread customer : this.customers) {
            try {
                customer.join();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package com.example.orders.contract;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Customers of one habit that send requests until they are told to stop. Of six requests four ask for the stock, one
 * orders, and one orders and waits for the end. None repeats a request.
 */
final class Load {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String ORDER = "{\"sku\":\"LOAD\",\"quantity\":1}";

    /** What a service says that has too much to do: itself, or its database. */
    static final Set<String> REFUSALS = Set.of("status 503 overloaded", "status 503 database-unavailable");

    /** What is happening to the service: times are kept apart by it. */
    enum Phase {
        WARMING_UP, STEADY, REPLACING
    }

    private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Map<Phase, Latencies> latencies = new EnumMap<>(Phase.class);
    private final List<Thread> customers = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts them. */
    Load(URI service, int customers, Habit habit, Supplier<Phase> phase) {
        for (Phase each : Phase.values()) {
            this.latencies.put(each, new Latencies());
        }
        for (int customer = 0; customer < customers; customer++) {
            int number = customer;
            this.customers
                    .add(Thread.ofVirtual().start(() -> run(new PlainClient(service, habit), number, habit, phase)));
        }
    }

    private void run(PlainClient client, int number, Habit habit, Supplier<Phase> phase) {
        try (client) {
            for (int i = number; !this.stopped; i++) {
                LockSupport.parkNanos(habit.rest().toNanos());
                long begun = System.nanoTime();
                count(send(client, number, i));
                latencies(phase.get()).add(System.nanoTime() - begun);
            }
        } catch (RuntimeException ex) {
            count("a customer gave up: " + ex);
        }
    }

    private void count(String outcome) {
        this.outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    private static String send(PlainClient client, int number, int i) {
        String key = "Idempotency-Key: %d-%d-%d\r\n".formatted(System.nanoTime(), number, i);
        return switch (i % 6) {
            case 0 -> client.send("POST", "/orders", JSON + key, ORDER);
            case 3 -> client.send("POST", "/orders", JSON + key + "Prefer: wait=10\r\n", ORDER);
            default -> client.send("GET", "/stock/LOAD", "", "");
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

    Latencies latencies(Phase phase) {
        return Objects.requireNonNull(this.latencies.get(phase));
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

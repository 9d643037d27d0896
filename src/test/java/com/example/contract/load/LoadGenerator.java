package com.example.contract.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Clients that send requests until they are stopped; counts what became of each request, and how long it took. */
public final class LoadGenerator implements AutoCloseable {

    /** A request that was answered as it should be. */
    static final String OK = "ok";

    /** What is happening to the service: times are kept apart by it. */
    public enum Phase {
        WARMING_UP, STEADY, REPLACING
    }

    /** A client, which one thread uses. */
    interface Client extends AutoCloseable {

        /** Sends a request, and reports what became of it, {@value LoadGenerator#OK} if all is well. */
        void send(long number, Consumer<String> outcome);

        @Override
        default void close() {}
    }

    private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Map<Phase, Latencies> latencies = new EnumMap<>(Phase.class);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Starts them.
     *
     * @param pause how long each rests before a request
     * @param factory makes a client from its number
     */
    LoadGenerator(int clients, Duration pause, IntFunction<Client> factory, Supplier<Phase> phase) {
        for (Phase each : Phase.values()) {
            this.latencies.put(each, new Latencies());
        }
        for (int i = 0; i < clients; i++) {
            Client client = factory.apply(i);
            int first = i;
            this.threads.add(Thread.ofVirtual().start(() -> run(client, first, pause, phase)));
        }
    }

    /** Each client starts at another number, so that they do not all send the same kind of request at once. */
    private void run(Client client, long first, Duration pause, Supplier<Phase> phase) {
        try (client) {
            for (long number = first; !this.stopped; number++) {
                LockSupport.parkNanos(pause.toNanos());
                long start = System.nanoTime();
                client.send(number, this::count);
                latencies(phase.get()).add(System.nanoTime() - start);
            }
        } catch (RuntimeException | AssertionError ex) {
            count("a client failed: " + ex);
        }
    }

    private void count(String outcome) {
        this.outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    public long sent() {
        return this.outcomes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many requests had which outcome. */
    public Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        this.outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** The outcomes of the requests that failed. */
    public Map<String, Long> failures() {
        Map<String, Long> failures = outcomes();
        failures.remove(OK);
        return failures;
    }

    Latencies latencies(Phase phase) {
        return Objects.requireNonNull(this.latencies.get(phase));
    }

    /** Lets each client finish the request that it has started. */
    @Override
    public void close() {
        this.stopped = true;
        for (Thread thread : this.threads) {
            try {
                thread.join();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

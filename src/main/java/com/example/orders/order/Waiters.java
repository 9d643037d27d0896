package com.example.orders.order;

import com.example.orders.platform.drain.DrainState;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The requests of this process that wait for an order's end. */
@Component
class Waiters {

    private final Map<UUID, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();
    private final Semaphore places;
    private volatile boolean closed;

    Waiters(OrderProperties properties) {
        this.places = new Semaphore(properties.maxWaiting());
    }

    /**
     * Waits until the order has ended, the time is over or the service is about to stop.
     *
     * @param stillOpen looks whether it is worth waiting; asked after the wait was registered, so that no end is missed
     */
    void await(UUID id, Duration time, BooleanSupplier stillOpen) {
        if (time.isZero() || this.closed || !this.places.tryAcquire()) {
            return;
        }
        CountDownLatch latch = new CountDownLatch(1);
        add(id, latch);
        try {
            if (!this.closed && stillOpen.getAsBoolean()) {
                boolean _ = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } finally {
            remove(id, latch);
            this.places.release();
        }
    }

    private synchronized void add(UUID id, CountDownLatch latch) {
        this.waiting.compute(id, (_, latches) -> {
            Set<CountDownLatch> all = (latches != null) ? latches : ConcurrentHashMap.newKeySet();
            all.add(latch);
            return all;
        });
        notifyAll();
    }

    private void remove(UUID id, CountDownLatch latch) {
        this.waiting.computeIfPresent(id, (_, latches) -> latches.remove(latch) && latches.isEmpty() ? null : latches);
    }

    /** The orders that somebody here waits for. */
    Collection<UUID> orders() {
        return Set.copyOf(this.waiting.keySet());
    }

    boolean isEmpty() {
        return this.waiting.isEmpty();
    }

    /** Blocks until somebody waits. */
    synchronized void awaitSomebody() throws InterruptedException {
        while (isEmpty()) {
            wait();
        }
    }

    void ended(UUID id) {
        this.waiting.getOrDefault(id, Set.of()).forEach(CountDownLatch::countDown);
    }

    /** A service that has been told to stop keeps nobody waiting. */
    @EventListener
    void onDrain(DrainState state) {
        this.closed = true;
        orders().forEach(this::ended);
    }
}

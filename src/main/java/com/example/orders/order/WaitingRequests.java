package com.example.orders.order;

import com.example.chassis.database.DatabaseErrors;
import com.example.chassis.drain.DrainState;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The requests of this process that wait for an order's end: woken at once if it ends in this process, else by the next
 * recheck, which asks the database once for all of them.
 */
@Component
class WaitingRequests {

    private static final Logger logger = LoggerFactory.getLogger(WaitingRequests.class);

    private final Map<CountDownLatch, UUID> waiting = new ConcurrentHashMap<>();
    private final Orders orders;
    private final Semaphore places;
    private volatile boolean closed;

    WaitingRequests(Orders orders, OrderProperties properties) {
        this.orders = orders;
        this.places = new Semaphore(properties.maxWaiting());
    }

    /** Waits until the order is finished, the time is over or the service is about to stop. */
    void await(UUID id, Duration time) {
        if (this.closed || !this.places.tryAcquire()) {
            return;
        }
        CountDownLatch latch = new CountDownLatch(1);
        this.waiting.put(latch, id);
        try {
            // Looks after it is registered, so that no end is missed.
            if (!this.closed && this.orders.finished(Set.of(id)).isEmpty()) {
                boolean _ = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } finally {
            this.waiting.remove(latch);
            this.places.release();
        }
    }

    /** Wakes the requests that wait for one of these orders. */
    void wake(Collection<UUID> finished) {
        this.waiting.forEach((latch, id) -> {
            if (finished.contains(id)) {
                latch.countDown();
            }
        });
    }

    @Scheduled(fixedDelayString = "${orders.recheck-interval:250ms}")
    void recheck() {
        if (this.waiting.isEmpty()) {
            return;
        }
        try {
            wake(this.orders.finished(Set.copyOf(this.waiting.values())));
        } catch (RuntimeException ex) {
            if (!DatabaseErrors.isTransient(ex)) {
                throw ex;
            }
            logger.debug("Could not read which orders are finished; retrying at the next recheck", ex);
        }
    }

    /** A service that is told to stop keeps no request waiting. */
    @EventListener
    void onDrain(DrainState state) {
        this.closed = true;
        this.waiting.keySet().forEach(CountDownLatch::countDown);
    }
}

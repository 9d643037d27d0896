package com.example.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.platform.drain.DrainState;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitersTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final UUID order = UUID.randomUUID();
    private final Waiters waiters = new Waiters(new OrderProperties(LONG, LONG, 1, LONG));

    @Test
    void wakesWhoeverWaitsForTheOrder() throws InterruptedException {
        Thread waiting = waitForOrder();
        this.waiters.ended(UUID.randomUUID());
        assertThat(waiting.isAlive()).isTrue();
        this.waiters.ended(this.order);
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        assertThat(this.waiters.isEmpty()).isTrue();
    }

    @Test
    void doesNotWaitForAnOrderThatEndedMeanwhile() {
        this.waiters.await(this.order, LONG, () -> false);
        assertThat(this.waiters.isEmpty()).isTrue();
    }

    @Test
    void doesNotWaitWhereTooManyDo() throws InterruptedException {
        Thread waiting = waitForOrder();
        this.waiters.await(this.order, LONG, () -> true);
        this.waiters.ended(this.order);
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void keepsNobodyWaitingWhenTheServiceStops() throws InterruptedException {
        Thread waiting = waitForOrder();
        this.waiters.onDrain(DrainState.LINGERING);
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        this.waiters.await(this.order, LONG, () -> true);
    }

    private Thread waitForOrder() {
        Thread waiting = Thread.ofVirtual().start(() -> this.waiters.await(this.order, LONG, () -> true));
        await().until(() -> !this.waiters.isEmpty());
        return waiting;
    }
}

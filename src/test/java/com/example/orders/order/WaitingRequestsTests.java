package com.example.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.example.chassis.drain.DrainState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingRequestsTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final UUID order = UUID.randomUUID();
    private final Orders orders = mock();
    private final WaitingRequests waiting = new WaitingRequests(this.orders, new OrderProperties(LONG, LONG, 1, LONG));

    @Test
    void wakesTheRequestsThatWaitForTheOrder() throws InterruptedException {
        Thread request = waitForOrder();
        this.waiting.wake(Set.of(UUID.randomUUID()));
        assertThat(request.isAlive()).isTrue();
        this.waiting.wake(Set.of(this.order));
        assertThat(request.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void findsAnOrderThatAnotherProcessHasFinishedAtTheNextRecheck() throws InterruptedException {
        Thread request = waitForOrder();
        this.waiting.recheck();
        assertThat(request.isAlive()).isTrue();
        when(this.orders.finished(any())).thenReturn(List.of(this.order));
        this.waiting.recheck();
        assertThat(request.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void asksTheDatabaseOnlyWhileARequestWaits() {
        this.waiting.recheck();
        verifyNoInteractions(this.orders);
    }

    @Test
    void doesNotWaitForAnOrderThatIsFinishedMeanwhile() {
        when(this.orders.finished(any())).thenReturn(List.of(this.order));
        this.waiting.await(this.order, LONG);
        verify(this.orders).finished(Set.of(this.order));
    }

    @Test
    void doesNotWaitWhereTooManyDo() throws InterruptedException {
        Thread request = waitForOrder();
        this.waiting.await(this.order, LONG);
        this.waiting.wake(Set.of(this.order));
        assertThat(request.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void keepsNoRequestWaitingWhenTheServiceStops() throws InterruptedException {
        Thread request = waitForOrder();
        this.waiting.onDrain(DrainState.LINGERING);
        assertThat(request.join(Duration.ofSeconds(10))).isTrue();
        this.waiting.await(this.order, LONG);
    }

    /** Returns once the request waits: it has looked, and is parked. */
    private Thread waitForOrder() {
        Thread request = Thread.ofVirtual().start(() -> this.waiting.await(this.order, LONG));
        await().until(() -> request.getState() == Thread.State.TIMED_WAITING);
        return request;
    }
}

package com.example.contract.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDatabase;
import com.example.contract.ServiceDriver;
import com.example.contract.StoredData;
import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.ClientRequest;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Clients that store data: each retries a request with its key until it has an answer, sends some twice, cancels some, and
 * remembers what was accepted.
 */
public final class RetryingClients implements AutoCloseable {

    /** How a service answers in which nothing fails. */
    public static final Set<String> NO_ERROR = Set.of("POST 200", "POST 201", "POST 202", "DELETE 200", "DELETE 409");

    /** How it answers while its database cannot be reached. */
    public static final Set<String> IN_AN_OUTAGE = Stream.concat(NO_ERROR.stream(), Stream.of("POST 503", "DELETE 503"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);
    /** Of all random choices; printed, so that a run can be repeated. */
    public static final long SEED = Long.getLong("contract.seed", System.nanoTime());

    private final ServiceDriver driver = ServiceDriver.get();
    private final StoredData data = this.driver.storedData().orElseThrow();
    private final ConcurrentMap<String, String> accepted = new ConcurrentHashMap<>();
    private final Set<String> before;
    private final LoadGenerator load;
    private volatile Instant lastTrouble = Instant.EPOCH;
    private volatile boolean givenUp;

    /**
     * Starts them.
     *
     * @param service an address of the service
     * @param pause how long each rests before a request
     * @param database the service's, which holds what others have stored before
     */
    public RetryingClients(URI service, int clients, Duration pause, ServiceDatabase database) {
        System.out.printf("retrying clients: -Dcontract.seed=%d%n", SEED);
        this.driver.prepare(new ApiClient(service));
        this.before = Set.copyOf(database.storedIds());
        this.load = new LoadGenerator(clients, pause, number -> client(service, new Random(SEED + number)),
                () -> LoadGenerator.Phase.STEADY);
    }

    private LoadGenerator.Client client(URI service, Random random) {
        ApiClient api = new ApiClient(service);
        return (_, outcome) -> {
            String key = UUID.randomUUID().toString();
            String id = store(api, key, outcome);
            if (random.nextInt(5) == 0) {
                store(api, key, outcome);
            }
            if (random.nextInt(10) == 0 && !this.givenUp) {
                this.data.cancel(id).ifPresent(request -> cancel(api, request, outcome));
            }
        };
    }

    private String store(ApiClient api, String key, Consumer<String> outcome) {
        while (!this.givenUp) {
            try {
                Answer answer = api.send(request(key));
                outcome.accept("POST " + answer.status());
                if (answer.status() != 503) {
                    String id = this.data.id(answer);
                    assertThat(this.accepted.merge(key, id, (known, _) -> known)).isEqualTo(id);
                    return id;
                }
                assertThat(answer.header("Retry-After")).isNotEmpty();
            } catch (UncheckedIOException ex) {
                outcome.accept("POST no answer");
            }
            this.lastTrouble = Instant.now();
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
        }
        return "";
    }

    /** One in four waits for the task, where there is one. */
    private ClientRequest request(String key) {
        return this.driver.backgroundTasks()
                .filter(_ -> key.hashCode() % 4 == 0)
                .flatMap(tasks -> tasks.storeAndAwait(key, Duration.ofSeconds(5)))
                .orElseGet(() -> this.data.store(key));
    }

    private static void cancel(ApiClient api, ClientRequest request, Consumer<String> outcome) {
        try {
            outcome.accept("DELETE " + api.send(request).status());
        } catch (UncheckedIOException ex) {
            outcome.accept("DELETE no answer");
        }
    }

    /** How many requests have been accepted. */
    public int accepted() {
        return this.accepted.size();
    }

    /** Waits until so many requests more have been accepted. */
    public void awaitAccepted(int more) {
        int enough = accepted() + more;
        await().atMost(Duration.ofSeconds(60)).until(() -> accepted() >= enough);
    }

    /** How many answers there were, by method and status. */
    public Map<String, Long> answers() {
        return this.load.outcomes();
    }

    /** When a request was last rejected, or had no answer. */
    public Instant lastTrouble() {
        return this.lastTrouble;
    }

    /** Lets each client finish the request that it retries. */
    public void stop() {
        this.load.close();
    }

    /** Has each client stop, though it may have no answer: the service is gone. */
    public void giveUp() {
        this.givenUp = true;
        stop();
    }

    @Override
    public void close() {
        giveUp();
    }

    /** What was accepted and is not in the database. */
    public Set<String> lost(ServiceDatabase database) {
        Set<String> lost = new HashSet<>(this.accepted.values());
        lost.removeAll(Set.copyOf(database.storedIds()));
        return lost;
    }

    /**
     * What is in the database, was not there before, and was never acknowledged: each key must have stored one.
     *
     * @param others clients that have used the same database meanwhile
     */
    public Set<String> doubled(ServiceDatabase database, RetryingClients... others) {
        Set<String> doubled = new HashSet<>(database.storedIds());
        doubled.removeAll(this.before);
        doubled.removeAll(Set.copyOf(this.accepted.values()));
        Stream.of(others).forEach(other -> doubled.removeAll(Set.copyOf(other.accepted.values())));
        return doubled;
    }

    /** Fails if something was lost or stored twice, or violates the invariant. */
    public void assertNothingLostOrDoubled(ServiceDatabase database) {
        assertThat(lost(database)).isEmpty();
        assertThat(doubled(database)).isEmpty();
        database.assertInvariant();
    }
}

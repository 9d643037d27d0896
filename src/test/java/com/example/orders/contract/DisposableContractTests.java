package com.example.orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.orders.support.Api;
import com.example.orders.support.Api.Answer;
import com.example.orders.support.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requirement 7: whatever dies, nothing is lost and nothing is done twice. */
@Timeout(300)
class DisposableContractTests {

    private static final int ORDERS = 1000;
    private static final int CLIENTS = 16;
    private static final List<String> SKUS = List.of("DIS-1", "DIS-2", "DIS-3");

    /** What the table of the API allows a customer to see. */
    private static final Set<String> ALLOWED = Set.of("POST 200", "POST 202", "POST 503", "DELETE 200", "DELETE 409",
            "DELETE 503");

    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> orderOfKey = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void everyOrderEndsOnceThoughTheDatabaseIsKilledUnderLoad() throws Exception {
        try (KillableDatabase database = KillableDatabase.create();
                Subject subject = ProcessSubject.ready(database, Map.of())) {
            SKUS.forEach(sku -> subject.api().restock(sku, 600));
            List<Callable<Void>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(() -> placeOrders(subject.api(), number));
            }
            long back;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Void>> running = clients.stream().map(threads::submit).toList();
                await().atMost(Duration.ofSeconds(60)).until(() -> this.done.get() > ORDERS / 3);
                database.kill();
                await().until(() -> this.answers.containsKey("POST 503"));
                database.startAgain();
                back = System.nanoTime();
                for (Future<Void> client : running) {
                    client.get();
                }
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> ended(database) == ORDERS);
            System.out.printf("%d orders, answers %s, all ended %.1f s after the database was back%n", ORDERS,
                    new TreeMap<>(this.answers), (System.nanoTime() - back) / 1e9);

            assertThat(this.answers.keySet()).isSubsetOf(ALLOWED);
            assertThat(this.answers).containsKeys("POST 503", "DELETE 200");
            assertThat(this.orderOfKey).hasSize(ORDERS);
            assertThat(Set.copyOf(this.orderOfKey.values())).hasSize(ORDERS);
            assertThat(count(database, "select count(*) from orders")).isEqualTo(ORDERS);
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> count(database, "select count(*) from scheduled_tasks") == 0);
            new Invariant(database.sql()).assertHolds();

            subject.signal("TERM");
            assertThat(subject.awaitExit(Duration.ofSeconds(60))).isEqualTo(143);
            System.out.printf("%d lines on standard output, %d of them not JSON%n", subject.stdout().size(),
                    Lines.notJson(subject.stdout()).size());
            assertThat(Lines.notJson(subject.stdout())).isEmpty();
            assertThat(subject.stderr()).isEmpty();
        }
    }

    @Test
    void aTaskWhoseWorkerWasKilledIsTakenOverWithin30Seconds() {
        try (KillableDatabase database = KillableDatabase.create()) {
            String order;
            long killed;
            try (Subject worker = ProcessSubject.ready(database, Map.of("FULFILMENT_PACKINGTIME", "10m"))) {
                worker.api().restock("DIS-1", 10);
                order = worker.api().order("DIS-1", 1).header("Location");
                await().until(() -> count(database, "select count(*) from scheduled_tasks where picked") == 1);
                worker.signal("KILL");
                killed = System.nanoTime();
                assertThat(worker.awaitExit(Duration.ofSeconds(10))).isEqualTo(137);
            }
            try (Subject other = ProcessSubject.ready(database, Map.of())) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> other.api().get(order).text("/status").equals("FULFILLED"));
                double seconds = (System.nanoTime() - killed) / 1e9;
                System.out.printf("taken over and fulfilled %.1f s after the kill%n", seconds);
                assertThat(seconds).isLessThan(30);
                assertThat(other.stdout()).anyMatch(line -> line.contains("Taking over a task whose worker died"));
                assertThat(other.platform().get("/actuator/prometheus").body())
                        .contains("fulfilment_tasks_taken_over_total 1.0");
                new Invariant(database.sql()).assertHolds();
            }
        }
    }

    /** Places a share of the orders, some twice, and cancels some; repeats with the same key until it has an answer. */
    private Void placeOrders(Api api, int client) {
        Random random = new Random(client);
        for (int i = client; i < ORDERS; i += CLIENTS) {
            String key = "order-" + i;
            String sku = SKUS.get(random.nextInt(SKUS.size()));
            int quantity = 1 + random.nextInt(3);
            String id = place(api, key, sku, quantity);
            if (random.nextInt(5) == 0) {
                assertThat(place(api, key, sku, quantity)).isEqualTo(id);
            }
            if (random.nextInt(10) == 0) {
                count("DELETE", api.delete("/orders/" + id));
            }
            this.done.incrementAndGet();
        }
        return null;
    }

    private String place(Api api, String key, String sku, int quantity) {
        while (true) {
            Answer answer = (key.hashCode() % 4 == 0)
                    ? api.order(sku, quantity, "Idempotency-Key", key, "Prefer", "wait=5")
                    : api.order(sku, quantity, "Idempotency-Key", key);
            count("POST", answer);
            if (answer.status() != 503) {
                String id = answer.text("/id");
                assertThat(this.orderOfKey.merge(key, id, (known, same) -> known)).isEqualTo(id);
                return id;
            }
        }
    }

    private void count(String method, Answer answer) {
        this.answers.computeIfAbsent(method + " " + answer.status(), _ -> new LongAdder()).increment();
        if (answer.status() == 503) {
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }

    private static int ended(KillableDatabase database) {
        return count(database, "select count(*) from orders where status <> 'ACCEPTED'");
    }

    private static int count(KillableDatabase database, String sql) {
        return database.sql().sql(sql).query(Integer.class).single();
    }
}

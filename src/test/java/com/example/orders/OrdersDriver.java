package com.example.orders;

import com.example.contract.BackgroundTasks;
import com.example.contract.ServiceDriver;
import com.example.contract.StoredData;
import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.ClientRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tells the contract how the sample's clients behave: they order one product, and read its stock. */
public final class OrdersDriver implements ServiceDriver, StoredData, BackgroundTasks {

    private static final String SKU = "CONTRACT";

    @Override
    public void prepare(ApiClient api) {
        Answer answer = api.send("PUT", "/stock/" + SKU, "{\"received\":1000000000}", "Content-Type",
                "application/json");
        if (answer.status() != 200) {
            throw new IllegalStateException("PUT /stock/%s: %d %s".formatted(SKU, answer.status(), answer.body()));
        }
    }

    @Override
    public ClientRequest read() {
        return ClientRequest.get("/stock/" + SKU);
    }

    /** Of six requests four read the stock, one orders, and one orders and waits for the end. */
    @Override
    public ClientRequest request(long number, String key) {
        return switch ((int) (number % 6)) {
            case 0 -> store(key);
            case 3 -> storeAndAwait(key, Duration.ofSeconds(10)).orElseThrow();
            default -> read();
        };
    }

    @Override
    public String longestRequestProperty() {
        return "orders.max-wait";
    }

    @Override
    public Optional<StoredData> storedData() {
        return Optional.of(this);
    }

    @Override
    public ClientRequest store(String key) {
        return ClientRequest.post("/orders", "{\"sku\":\"%s\",\"quantity\":1}".formatted(SKU))
                .with("Idempotency-Key", key);
    }

    @Override
    public String id(Answer accepted) {
        return accepted.text("/id");
    }

    @Override
    public Optional<ClientRequest> cancel(String id) {
        return Optional.of(ClientRequest.delete("/orders/" + id));
    }

    @Override
    public String ids() {
        return "select cast(id as text) from orders";
    }

    @Override
    public String violations() {
        return invariant();
    }

    /** The statement that the documentation ships: a row for each violation. */
    static String invariant() {
        try {
            return Files.readString(Path.of("docs", "invariant.sql"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public Optional<BackgroundTasks> backgroundTasks() {
        return Optional.of(this);
    }

    @Override
    public Optional<ClientRequest> storeAndAwait(String key, Duration wait) {
        return Optional.of(store(key).with("Prefer", "wait=" + wait.toSeconds()));
    }

    @Override
    public Map<String, String> lasting(Duration time) {
        return Map.of("ORDERS_FULFILMENT_PACKINGTIME", time.toMillis() + "ms");
    }

    @Override
    public String unfinished() {
        return "select greatest((select count(*) from orders where status = 'ACCEPTED'), "
                + "(select count(*) from scheduled_tasks))";
    }

    @Override
    public String finished() {
        return "select count(*) from orders where status = 'FULFILLED'";
    }

    @Override
    public String finishedMessage() {
        return "Order ended";
    }
}

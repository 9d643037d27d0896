package com.example.orders.fulfilment;

import com.example.chassis.config.Live;
import com.example.chassis.tasks.BackgroundTask;
import com.example.orders.order.OrderCompletion;
import com.example.orders.order.Orders;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The task of an order, named by the order's id. It is removed in a transaction after the one that finishes the order, so
 * it may run twice; the second time finds the order finished.
 */
@Component
class FulfilmentTask implements BackgroundTask {

    private final Orders orders;
    private final OrderCompletion completion;
    private final Live<FulfilmentProperties> properties;

    FulfilmentTask(Orders orders, OrderCompletion completion, Live<FulfilmentProperties> properties) {
        this.orders = orders;
        this.completion = completion;
        this.properties = properties;
    }

    @Override
    public String name() {
        return Orders.FULFILMENT;
    }

    @Override
    public void run(String id) throws InterruptedException {
        Thread.sleep(this.properties.get().packingTime()); // outside any transaction: nothing is locked meanwhile
        this.orders.fulfil(UUID.fromString(id)).ifPresent(this.completion::report);
    }

    @Override
    public void giveUp(String id) {
        this.orders.giveUp(UUID.fromString(id)).ifPresent(this.completion::report);
    }

    @Override
    public Duration duration() {
        return this.properties.get().packingTime();
    }

    @Override
    public String idField() {
        return "order_id";
    }
}

package com.example.orders.fulfilment;

import com.example.chassis.database.RetryOnConflict;
import com.example.orders.order.Order;
import com.example.orders.order.OrderStatus;
import com.example.orders.order.Orders;
import com.example.orders.stock.Stock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends orders: one transaction takes the pieces off the stock and sets the order's final status. */
@Service
class Fulfilment {

    private final Orders orders;
    private final Stock stock;

    Fulfilment(Orders orders, Stock stock) {
        this.orders = orders;
        this.stock = stock;
    }

    /** Fulfils or rejects an order; does nothing if it has ended already, by a client or by another worker. */
    @RetryOnConflict
    @Transactional
    public Optional<Order> fulfil(UUID id) {
        return this.orders.lock(id).flatMap(this::pick);
    }

    private Optional<Order> pick(Order order) {
        if (this.stock.pick(order.sku(), order.quantity())) {
            return this.orders.end(order.id(), OrderStatus.FULFILLED, null);
        }
        String reason = this.stock.knows(order.sku()) ? "OUT_OF_STOCK" : "UNKNOWN_SKU";
        return this.orders.end(order.id(), OrderStatus.REJECTED, reason);
    }

    /** Ends an order whose task failed too often. */
    @RetryOnConflict
    @Transactional
    public Optional<Order> giveUp(UUID id) {
        return this.orders.end(id, OrderStatus.REJECTED, "FAILED");
    }
}

package com.example.orders.fulfilment;

import com.example.orders.order.EndedOrder;
import com.example.orders.order.Order;
import com.example.orders.order.OrderStatus;
import com.example.orders.order.Orders;
import com.example.orders.platform.database.RetriedOnConflict;
import com.example.orders.stock.Stock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends orders: the pieces leave the stock and the order gets its end state in one transaction. */
@Service
class Fulfilment {

    private final Orders orders;
    private final Stock stock;

    Fulfilment(Orders orders, Stock stock) {
        this.orders = orders;
        this.stock = stock;
    }

    /** Fulfils or rejects an order; nothing is left to do where it has ended, by a customer or by another worker. */
    @RetriedOnConflict
    @Transactional
    public Optional<EndedOrder> fulfil(UUID id) {
        return this.orders.lock(id).flatMap(this::pick);
    }

    private Optional<EndedOrder> pick(Order order) {
        if (this.stock.pick(order.sku(), order.quantity())) {
            return this.orders.end(order.id(), OrderStatus.FULFILLED, null);
        }
        String reason = this.stock.knows(order.sku()) ? "OUT_OF_STOCK" : "UNKNOWN_SKU";
        return this.orders.end(order.id(), OrderStatus.REJECTED, reason);
    }

    /** Ends an order that fails again and again. */
    @RetriedOnConflict
    @Transactional
    public Optional<EndedOrder> giveUp(UUID id) {
        return this.orders.end(id, OrderStatus.REJECTED, "FAILED");
    }
}

package com.example.orders.order;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Reports finished orders, after the commit: to the log, the metrics and the waiting requests. */
@Component
public class OrderCompletion {

    private static final Logger logger = LoggerFactory.getLogger(OrderCompletion.class);

    private final WaitingRequests waiting;
    private final OrderMetrics metrics;

    OrderCompletion(WaitingRequests waiting, OrderMetrics metrics) {
        this.waiting = waiting;
        this.metrics = metrics;
    }

    /** Reports an order that has just left ACCEPTED. Belongs outside the transaction. */
    public void report(Order order) {
        this.metrics.finished(order);
        this.waiting.wake(Set.of(order.id()));
        try (var _ = MDC.putCloseable("order_id", order.id().toString())) {
            logger.atInfo().addKeyValue("order_status", order.status()).log("Order ended");
        }
    }
}

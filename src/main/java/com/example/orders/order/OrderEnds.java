package com.example.orders.order;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes known that orders have ended, after the commit: to the log, the metrics, and to those who wait. */
@Component
public class OrderEnds {

    static final String CHANNEL = "order_ended";

    private static final Logger logger = LoggerFactory.getLogger(OrderEnds.class);

    private final JdbcClient database;
    private final OrderMetrics metrics;

    OrderEnds(JdbcClient database, OrderMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /** Announces an end. To be called outside the transaction: NOTIFY makes commits wait for each other. */
    public void announce(EndedOrder ended) {
        Order order = ended.order();
        this.metrics.ended(order);
        try (var _ = MDC.putCloseable("order_id", order.id().toString())) {
            logger.atInfo().addKeyValue("order_status", order.status()).log("Order ended");
            if (ended.awaited()) {
                notify(order.id());
            }
        }
    }

    private void notify(UUID id) {
        try {
            this.database.sql("select pg_notify(:channel, :id)")
                    .param("channel", CHANNEL)
                    .param("id", id.toString())
                    .query((_, _) -> true)
                    .list();
        } catch (DataAccessException ex) {
            logger.warn("A notice was not sent; who waits will find out a little later: {}", ex.getMessage());
        }
    }
}

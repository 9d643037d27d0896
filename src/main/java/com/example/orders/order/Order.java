package com.example.orders.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order.
 *
 * @param id a UUID of version 7: later orders have greater ids
 * @param sku the product's code
 * @param quantity pieces, at least 1
 * @param reason why it was rejected: {@code OUT_OF_STOCK}, {@code UNKNOWN_SKU} or {@code FAILED}
 * @param acceptedAt when it was stored
 * @param endedAt when it left ACCEPTED
 */
public record Order(UUID id, String sku, int quantity, OrderStatus status, @Nullable String reason, Instant acceptedAt,
        @Nullable Instant endedAt) {

    boolean isFinished() {
        return this.status != OrderStatus.ACCEPTED;
    }

    /** The entity tag: an order changes once, so that its status tells its versions apart. */
    String etag() {
        return '"' + this.status.name() + '"';
    }
}

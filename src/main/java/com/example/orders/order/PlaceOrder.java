package com.example.orders.order;

import com.example.orders.stock.Sku;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The body of {@code POST /orders}.
 *
 * @param sku the product's code
 * @param quantity pieces, 1 to 1,000
 */
record PlaceOrder(@NotNull @Sku String sku, @NotNull @Min(1) @Max(1000) Integer quantity) {

    boolean matches(Order order) {
        return this.sku.equals(order.sku()) && this.quantity == order.quantity();
    }
}

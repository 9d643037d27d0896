package com.example.orders.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The body of {@code PUT /stock/{sku}}.
 *
 * @param received the total of pieces ever received, 0 to 1,000,000,000
 */
record Restock(@NotNull @Min(0) @Max(1_000_000_000) Long received) {}

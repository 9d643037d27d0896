package com.example.orders.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Stock.
 *
 * @param pageSize how many products a page has if a client names no limit
 */
@Validated
@ConfigurationProperties("orders.stock")
record StockProperties(@DefaultValue("100") @Min(1) @Max(100) int pageSize) {}

package com.example.orders.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Requests for orders.
 *
 * @param pageSize how many orders a page has if a client names no limit
 * @param waiting whether {@code Prefer: wait} is honoured; if false, every order is answered at once, as the preference allows
 */
@Validated
@ConfigurationProperties("orders.requests")
record RequestProperties(@DefaultValue("20") @Min(1) @Max(100) int pageSize, @DefaultValue("true") boolean waiting) {}

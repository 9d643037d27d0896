/**
 * A sample service: clients order a quantity of a product, and the order is fulfilled in the background. The map, in
 * reading order ({@code stock} imports none of the others, {@code order} only {@code stock}, and so on):
 *
 * <ol>
 * <li>{@link com.example.orders.OrdersApplication}: the entry point
 * <li>{@code order}: orders over HTTP; {@code stock}: stock for each product
 * <li>{@code fulfilment}: the work in the background that ends an order
 * <li>{@code retention}: a job that runs once, the same image with another purpose
 * </ol>
 *
 * A fork replaces this package, and keeps {@link com.example.chassis}.
 */
@NullMarked
package com.example.orders;

import org.jspecify.annotations.NullMarked;

/**
 * A service that meets everything a container owes its platform. The map, in reading order; imports point down only:
 *
 * <ol>
 * <li>{@link com.example.orders.OrdersApplication}: the entry point, for every {@link com.example.orders.Purpose}
 * <li>{@code order}: what customers ask for, over HTTP; {@code stock}: what there is
 * <li>{@code fulfilment}: the work in the background that ends an order
 * <li>{@code retention}: the run-once job, the same image with another purpose
 * <li>{@code platform}: what a container owes its platform, knowing nothing of orders: {@code config}, {@code logging},
 * {@code jvm}, {@code http}, {@code health}, {@code overload}, {@code database}, {@code drain}
 * </ol>
 *
 * A fork replaces {@code order}, {@code stock}, {@code fulfilment} and {@code retention}, and keeps {@code platform}.
 */
@NullMarked
package com.example.orders;

import org.jspecify.annotations.NullMarked;

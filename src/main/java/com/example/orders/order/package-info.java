/** Orders over HTTP: an order is accepted at once, and ends exactly once. */
@NullMarked
package com.example.orders.order;

import org.jspecify.annotations.NullMarked;

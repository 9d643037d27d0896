/** Stock of each product: received, on hand, and how much of it went into fulfilled orders that retention has deleted. */
@NullMarked
package com.example.orders.stock;

import org.jspecify.annotations.NullMarked;

/** Stock for each product: received, on hand, and archived with the orders that retention has deleted. */
@NullMarked
package com.example.orders.stock;

import org.jspecify.annotations.NullMarked;

/** A violation of the packages' sequence, for its test to find. */
@NullMarked
package com.example.orders.stock.architecture.planted;

import org.jspecify.annotations.NullMarked;

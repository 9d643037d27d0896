@NullMarked
package com.example.orders.stock;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.example.orders.order;

import org.jspecify.annotations.NullMarked;

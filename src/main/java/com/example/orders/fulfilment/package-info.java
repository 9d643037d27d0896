/** The work in the background: each accepted order has a task, stored with it, that ends it. */
@NullMarked
package com.example.orders.fulfilment;

import org.jspecify.annotations.NullMarked;

/** The work in the background: each order is stored together with a task, and the task ends the order. */
@NullMarked
package com.example.orders.fulfilment;

import org.jspecify.annotations.NullMarked;

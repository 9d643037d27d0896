@NullMarked
package com.example.orders.fulfilment;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.example.orders.retention;

import org.jspecify.annotations.NullMarked;

/** One half of a cycle, planted. */
@NullMarked
package com.example.orders.platform.planted.inner;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.example.orders.platform.logging;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.example.orders.platform.overload;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.example.orders.platform.jvm;

import org.jspecify.annotations.NullMarked;

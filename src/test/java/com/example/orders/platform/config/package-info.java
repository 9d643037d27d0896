@NullMarked
package com.example.orders.platform.config;

import org.jspecify.annotations.NullMarked;

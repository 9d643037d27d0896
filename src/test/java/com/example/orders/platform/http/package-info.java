@NullMarked
package com.example.orders.platform.http;

import org.jspecify.annotations.NullMarked;

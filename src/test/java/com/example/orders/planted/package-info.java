/** Beans that break the service, each in one way; none is ever found by a scan. */
@NullMarked
package com.example.orders.planted;

import org.jspecify.annotations.NullMarked;

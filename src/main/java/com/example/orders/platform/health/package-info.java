/** What liveness means beyond an answer in time: work in the background that goes on. */
@NullMarked
package com.example.orders.platform.health;

import org.jspecify.annotations.NullMarked;

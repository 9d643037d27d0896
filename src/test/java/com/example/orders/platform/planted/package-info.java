/** Breaks the rule of the packages on purpose, so that a test can see it found. */
@NullMarked
package com.example.orders.platform.planted;

import org.jspecify.annotations.NullMarked;

/** The configuration contract: what is wrong stops the start with one line that says what, where and how to mend it. */
@NullMarked
package com.example.orders.platform.config;

import org.jspecify.annotations.NullMarked;

/**
 * The drain: from SIGTERM to the end of the process without losing a request or a task. Knows nothing of what the work
 * is; a feature registers it as {@link com.example.orders.platform.drain.DrainableWork}.
 */
@NullMarked
package com.example.orders.platform.drain;

import org.jspecify.annotations.NullMarked;

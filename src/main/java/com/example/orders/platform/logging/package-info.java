/** Everything the process says is a JSON object on standard output: one line, one event. */
@NullMarked
package com.example.orders.platform.logging;

import org.jspecify.annotations.NullMarked;

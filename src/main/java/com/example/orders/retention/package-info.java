/** The run-once job: the same image, another purpose. */
@NullMarked
package com.example.orders.retention;

import org.jspecify.annotations.NullMarked;

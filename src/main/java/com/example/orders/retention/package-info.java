/** A job that runs once: the same image with another purpose. */
@NullMarked
package com.example.orders.retention;

import org.jspecify.annotations.NullMarked;

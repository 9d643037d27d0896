/** A real PostgreSQL for development and tests: embedded, or in a container. */
@NullMarked
package com.example.orders.testdb;

import org.jspecify.annotations.NullMarked;

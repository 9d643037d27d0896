/** What tests share: a real PostgreSQL, a client, the invariant. */
@NullMarked
package com.example.orders.support;

import org.jspecify.annotations.NullMarked;

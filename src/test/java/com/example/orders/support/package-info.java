/** What the tests of the sample share. */
@NullMarked
package com.example.orders.support;

import org.jspecify.annotations.NullMarked;

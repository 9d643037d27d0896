/** The other half of the cycle. */
@NullMarked
package com.example.architecture.planted.inner;

import org.jspecify.annotations.NullMarked;

/** Tests of the traces. */
@NullMarked
package com.example.chassis.tracing;

import org.jspecify.annotations.NullMarked;

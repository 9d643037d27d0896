/** Tests of the drain's last resort. */
@NullMarked
package com.example.chassis.drain;

import org.jspecify.annotations.NullMarked;

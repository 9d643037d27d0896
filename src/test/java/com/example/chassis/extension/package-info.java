/** How a service changes what the chassis does, without touching it: the examples of {@code docs/fork.md}. */
@NullMarked
package com.example.chassis.extension;

import org.jspecify.annotations.NullMarked;

/** Violations of the architecture, for its tests to find. */
@NullMarked
package com.example.chassis.architecture.planted;

import org.jspecify.annotations.NullMarked;

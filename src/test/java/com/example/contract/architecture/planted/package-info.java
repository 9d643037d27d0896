/** Violations of the architecture, for its tests to find. */
@NullMarked
package com.example.contract.architecture.planted;

import org.jspecify.annotations.NullMarked;

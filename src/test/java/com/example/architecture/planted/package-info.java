/** A pretend service for {@code ArchitectureTests}; it contains a cycle of packages. */
@NullMarked
package com.example.architecture.planted;

import org.jspecify.annotations.NullMarked;

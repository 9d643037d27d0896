/** Traces: ids for the log lines, and spans where they are exported. */
@NullMarked
package com.example.chassis.tracing;

import org.jspecify.annotations.NullMarked;

/**
 * The drain: from SIGTERM to the end of the process without losing a request or a task. Knows nothing of what the work
 * is; a feature registers it as {@link com.example.chassis.drain.BackgroundWork}.
 */
@NullMarked
package com.example.chassis.drain;

import org.jspecify.annotations.NullMarked;

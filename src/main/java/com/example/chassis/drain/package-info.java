/**
 * The drain: from SIGTERM to the exit without losing a request or a task. {@link com.example.chassis.drain.Drain} is its
 * state machine. It does not know the tasks: a service declares a {@link com.example.chassis.drain.BackgroundWork} bean.
 */
@NullMarked
package com.example.chassis.drain;

import org.jspecify.annotations.NullMarked;

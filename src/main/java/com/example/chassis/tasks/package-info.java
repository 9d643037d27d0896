/**
 * Durable work in the background, with db-scheduler: a service writes a {@link com.example.chassis.tasks.BackgroundTask}.
 * Its table {@code scheduled_tasks} belongs to the migrations of the service, as the library's documentation gives it.
 */
@NullMarked
package com.example.chassis.tasks;

import org.jspecify.annotations.NullMarked;

package com.example.chassis.tasks;

import org.jspecify.annotations.Nullable;

/**
 * What is stored with a task.
 *
 * @param attempts that failed through no fault of the database
 * @param traceparent of the span that added the task, in the form of
 *     <a href="https://www.w3.org/TR/trace-context/">W3C's Trace Context</a>; nothing if it was added outside of any
 */
record TaskData(int attempts, @Nullable String traceparent) {

    TaskData withAttempts(int failed) {
        return new TaskData(failed, this.traceparent);
    }
}

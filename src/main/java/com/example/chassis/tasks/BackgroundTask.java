package com.example.chassis.tasks;

import java.time.Duration;

/**
 * A kind of work that a service does in the background, as a bean. Each {@link TaskQueue#add task} is stored in the
 * transaction of what it works on, and ends once, in whichever process: it survives a stop, a crash and a lost machine.
 */
public interface BackgroundTask {

    /** Its name, for {@link TaskQueue#add}; stored with each task, so that a later release keeps it. */
    String name();

    /**
     * Does the work. May be called twice for one task, after a crash even at the same time, so that the second call must
     * find the work done. A failure leads to another attempt; one of the database does not count.
     *
     * @param id of what the task works on
     * @throws InterruptedException when the drain hands the task back: another process runs it again
     */
    void run(String id) throws InterruptedException;

    /** Ends the work without success, after the last attempt. */
    void giveUp(String id);

    /** For how long it may run, beyond a moment, before liveness counts it as stalled. */
    default Duration duration() {
        return Duration.ZERO;
    }

    /** The field for the id in the log lines about a task. */
    default String idField() {
        return "task_id";
    }
}

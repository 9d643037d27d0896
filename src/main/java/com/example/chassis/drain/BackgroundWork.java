package com.example.chassis.drain;

import java.time.Duration;

/**
 * Work in the background that must go on while the process serves, and must not be lost when it stops. What its tasks need,
 * such as heartbeats, stops in a lifecycle phase below 0: after the drain's last step.
 */
public interface BackgroundWork {

    /** Its name in log lines. */
    String name();

    /** How many tasks are running. */
    int running();

    /** Soft stop: starts no new task, and finishes the running ones. Returns at once. */
    void stopTaking();

    /**
     * Hard stop: interrupts what is still running and hands it back, so that another process can start it at once. All of
     * it must be done within {@code chassis.drain.hand-back}.
     */
    void handBack();

    /** For how long it has made no progress though there is work to do; zero while it makes progress. */
    Duration stalledFor();
}

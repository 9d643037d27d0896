package com.example.orders.platform.drain;

/** Background work that must not be lost when the process stops. */
public interface DrainableWork {

    /** What it is called in log lines. */
    String name();

    /** How many pieces are being worked on. */
    int running();

    /** Soft stop: begins nothing new, and finishes what has begun. Returns at once. */
    void stopTaking();

    /** Hard stop: interrupts what still runs and hands it back, so that another process can begin it at once. */
    void handBack();
}

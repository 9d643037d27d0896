package com.example.chassis.drain;

/**
 * Exits at once when the process is told to stop before it has started: there is nothing to finish yet, and Spring would
 * wait for the start to complete. Wraps the start, with try-with-resources.
 */
public final class EarlyStop implements AutoCloseable {

    /** 128 + 15: the exit code of a process that SIGTERM has stopped. */
    private static final int TERMINATED = 143;

    private volatile boolean armed = true;

    public EarlyStop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::haltIfArmed, "early-stop"));
    }

    private void haltIfArmed() {
        if (this.armed) {
            Runtime.getRuntime().halt(TERMINATED);
        }
    }

    /** The start is over: it has succeeded or failed. */
    @Override
    public void close() {
        this.armed = false;
    }
}

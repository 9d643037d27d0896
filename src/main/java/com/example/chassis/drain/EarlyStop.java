package com.example.chassis.drain;

/**
 * Exits at once when a process is told to stop before it has started, or while a job runs: a start has nothing to finish
 * yet, but Spring would wait until it is complete; what a job has not committed is rolled back, and it can run again. Wraps the start, with try-with-resources.
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

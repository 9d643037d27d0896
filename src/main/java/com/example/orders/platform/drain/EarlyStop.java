package com.example.orders.platform.drain;

/**
 * Ends a process at once that is told to stop before it has started: nothing has begun that would have to be finished,
 * and Spring would wait for the start to end. To be used with try-with-resources around the start.
 */
public final class EarlyStop implements AutoCloseable {

    /** 128 + 15: what a shell and Kubernetes call an end by SIGTERM. */
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

    /** The start is over, well or badly. */
    @Override
    public void close() {
        this.armed = false;
    }
}

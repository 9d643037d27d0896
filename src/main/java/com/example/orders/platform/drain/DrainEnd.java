package com.example.orders.platform.drain;

/** Ends the drain: after the web server, before heartbeats and connection pools stop. */
final class DrainEnd extends OneWayLifecycle {

    /** Stops after the web server, whose phases are close to the greatest, and before what the tasks need. */
    static final int PHASE = 0;

    private final Drain drain;

    DrainEnd(Drain drain) {
        this.drain = drain;
    }

    @Override
    protected void end() throws InterruptedException {
        this.drain.finishTasks();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

package com.example.chassis.drain;

/** A step of the drain in the lifecycle: does nothing at the start, and its part at the stop. */
final class DrainStep extends OneWayLifecycle {

    /** The greatest phase stops first: before Spring Boot's graceful shutdown of the web server. */
    static final int FIRST = Integer.MAX_VALUE;

    /** Stops after the web server, whose phases are close to the greatest, and before what tasks need. */
    static final int LAST = 0;

    interface Action {

        void run() throws InterruptedException;
    }

    private final int phase;
    private final Action action;

    DrainStep(int phase, Action action) {
        this.phase = phase;
        this.action = action;
    }

    @Override
    protected void end() throws InterruptedException {
        this.action.run();
    }

    @Override
    public int getPhase() {
        return this.phase;
    }
}

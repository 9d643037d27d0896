package com.example.orders.platform.drain;

import org.springframework.context.SmartLifecycle;

/** Ends the drain: after the web server, before heartbeats and connection pools stop. */
final class DrainEnd implements SmartLifecycle {

    /** Stops after the web server, whose phases are close to the greatest, and before what the tasks need. */
    static final int PHASE = 0;

    private final Drain drain;
    private volatile boolean running;

    DrainEnd(Drain drain) {
        this.drain = drain;
    }

    @Override
    public void start() {
        this.running = true;
    }

    @Override
    public void stop() {
        try {
            this.drain.finishTasks();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        this.running = false;
    }

    /** A drain goes one way: pausing the application is no reason to end it. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

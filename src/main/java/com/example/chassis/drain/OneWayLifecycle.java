package com.example.chassis.drain;

import org.springframework.context.SmartLifecycle;

/** A lifecycle that stops for good: a pause of the application, after which everything starts again, skips it. */
public abstract class OneWayLifecycle implements SmartLifecycle {

    private volatile boolean running;

    @Override
    public void start() {
        this.running = true;
    }

    @Override
    public final void stop() {
        try {
            end();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        this.running = false;
    }

    /** Does what the stop is for, however long that takes. */
    protected abstract void end() throws InterruptedException;

    @Override
    public final boolean isPauseable() {
        return false;
    }

    @Override
    public final boolean isRunning() {
        return this.running;
    }
}

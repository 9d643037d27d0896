package com.example.contract.support;

/** Waits for threads. */
public final class Threads {

    private Threads() {}

    /** Returns when it has finished, or when the waiting thread is interrupted. */
    public static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}

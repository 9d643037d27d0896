package com.example.orders.platform.logging;

/** Prints what a library might, and dies of what nobody catches. */
final class PlantedOutput {

    private PlantedOutput() {}

    static void main(String[] args) throws InterruptedException {
        ProcessOutput.toLog();
        System.out.println("printed\nin two lines");
        System.err.println("printed to stderr");
        new Throwable("printed trace").printStackTrace();
        Thread dying = new Thread(() -> {
            throw new IllegalStateException("nobody catches this\nin two lines");
        }, "dying");
        dying.start();
        dying.join();
        throw new IllegalStateException("main dies too");
    }
}

package com.example.chassis.logging;

/** Prints and throws in every way that code can. */
final class PrintingProgram {

    private PrintingProgram() {}

    static void main(String[] args) throws InterruptedException {
        ProcessOutput.redirectToLog();
        System.out.println("printed\nin two lines");
        System.err.println("printed to stderr");
        new Throwable("printed trace").printStackTrace();
        Thread dying = new Thread(() -> {
            throw new IllegalStateException("thrown in a thread\nin two lines");
        }, "dying");
        dying.start();
        dying.join();
        Thread.ofPlatform().name("last").start(() -> {
            throw new IllegalStateException("the last one");
        }).join();
    }
}

package com.example.orders.platform.drain;

import java.io.Console;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Begins the drain: stops before everything else, the web server included. */
final class DrainStart implements SmartLifecycle {

    private final Drain drain;
    private final DrainProperties properties;
    private final Watchdog watchdog;
    private volatile boolean running;

    DrainStart(Drain drain, DrainProperties properties, Watchdog watchdog) {
        this.drain = drain;
        this.properties = properties;
        this.watchdog = watchdog;
    }

    @Override
    public void start() {
        this.running = true;
    }

    @Override
    public void stop() {
        this.watchdog.start();
        try {
            this.drain.linger(isAtTerminal() ? Duration.ZERO : this.properties.linger());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        this.running = false;
    }

    /** A developer who presses Ctrl-C has no proxies to wait for. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    private static boolean isAtTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** A drain goes one way: pausing the application is no reason to begin it. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** The greatest phase stops first: before Spring Boot's graceful shutdown of the web server. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}

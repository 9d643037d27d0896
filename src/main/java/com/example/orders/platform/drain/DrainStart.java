package com.example.orders.platform.drain;

import java.io.Console;
import java.time.Duration;

/** Begins the drain: stops before everything else, the web server included. */
final class DrainStart extends OneWayLifecycle {

    private final Drain drain;
    private final DrainProperties properties;
    private final Watchdog watchdog;

    DrainStart(Drain drain, DrainProperties properties, Watchdog watchdog) {
        this.drain = drain;
        this.properties = properties;
        this.watchdog = watchdog;
    }

    @Override
    protected void end() throws InterruptedException {
        this.watchdog.start();
        this.drain.linger(isAtTerminal() ? Duration.ZERO : this.properties.linger());
    }

    /** A developer who presses Ctrl-C has no proxies to wait for. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    private static boolean isAtTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** The greatest phase stops first: before Spring Boot's graceful shutdown of the web server. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}

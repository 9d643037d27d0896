package com.example.orders.platform.health;

import java.time.Duration;

/** Work in the background that must go on, and that a restart would mend if it stood still. */
public interface Pulse {

    /** What it is called in log lines. */
    String name();

    /** For how long it has made no step though there is something to do; zero or less while it goes on. */
    Duration standingStill();
}

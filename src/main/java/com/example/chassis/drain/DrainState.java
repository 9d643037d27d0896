package com.example.chassis.drain;

/** The state of the drain; each follows the one before, for good. */
public enum DrainState {
    /** Not stopping. */
    SERVING,
    /** Told to stop. Still serves, since not every proxy knows yet; every answer closes its connection. */
    LINGERING,
    /** Takes no new connections; requests that have started are finished. */
    DRAINING,
    /** Nothing is in flight any more. */
    STOPPED
}

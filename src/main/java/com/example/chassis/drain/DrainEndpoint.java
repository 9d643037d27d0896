package com.example.chassis.drain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows the drain on the management port, which answers until the last request on the service's port is answered. */
@Endpoint(id = "drain")
final class DrainEndpoint {

    private final Drain drain;
    private final DrainProperties properties;

    DrainEndpoint(Drain drain, DrainProperties properties) {
        this.drain = drain;
        this.properties = properties;
    }

    /**
     * The state of the drain.
     *
     * @param stopRequested when SIGTERM came
     * @param lingersUntil when the service's port closes
     * @param tasksUntil when tasks that still run are handed back
     * @param requests requests in flight
     * @param tasks tasks in flight
     */
    record Report(DrainState state, @Nullable Instant stopRequested, @Nullable Instant lingersUntil,
            @Nullable Instant tasksUntil, int requests, int tasks) {}

    @ReadOperation
    Report report() {
        return new Report(this.drain.state(), this.drain.stopRequested(), afterStop(this.properties.linger()),
                afterStop(this.properties.tasks()), this.drain.requests(), this.drain.running());
    }

    private @Nullable Instant afterStop(Duration duration) {
        Instant stopRequested = this.drain.stopRequested();
        return (stopRequested != null) ? stopRequested.plus(duration) : null;
    }
}

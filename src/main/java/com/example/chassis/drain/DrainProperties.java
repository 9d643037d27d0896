package com.example.chassis.drain;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The time budget of a stop. Requests and tasks come to an end side by side, and both count from SIGTERM. The defaults fit
 * into Kubernetes' default grace period.
 *
 * @param gracePeriod what the platform grants from SIGTERM to SIGKILL, {@code terminationGracePeriodSeconds}; the process
 *     exits by then, whatever hangs
 * @param linger how long it goes on serving after SIGTERM: longer than a proxy takes to learn of the stop, and than a
 *     connection rests between two requests
 * @param requests how long requests may then take to end
 * @param tasks how long tasks may take to end, counted from SIGTERM; then they are handed back
 * @param handBack how long handing back may take
 */
@Validated
@ConfigurationProperties("chassis.drain")
public record DrainProperties(
        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration gracePeriod,
        @DefaultValue("15s") @DurationMin(seconds = 0) Duration linger,
        @DefaultValue("10s") @DurationMin(seconds = 0) Duration requests,
        @DefaultValue("10s") @DurationMin(seconds = 0) Duration tasks,
        @DefaultValue("4s") @DurationMin(seconds = 1) Duration handBack) {

    /** What is left for pools, telemetry and logs to close. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    @AssertTrue(message = "must fit: the greater of linger + requests and tasks + hand-back, and 2s, within grace-period")
    boolean isWithinGracePeriod() {
        return longest().compareTo(this.gracePeriod) <= 0;
    }

    /** The longest that a stop can take if nothing hangs. */
    Duration longest() {
        Duration requestsEnd = this.linger.plus(this.requests);
        Duration tasksEnd = this.tasks.plus(this.handBack);
        return ((requestsEnd.compareTo(tasksEnd) > 0) ? requestsEnd : tasksEnd).plus(MARGIN);
    }
}

package com.example.chassis.tasks;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Tasks in the background. The defaults are those of a pod, which may be gone at any moment: a task whose worker died is
 * taken over after at most 6 heartbeats and a poll.
 *
 * @param workers how many tasks a process runs at once; at most half as many as the pool has connections
 * @param pollInterval how often a process polls for tasks that other processes have added
 * @param heartbeatInterval how often a worker reports that it is alive
 * @param firstRetry the pause after a first failure, doubled after each further one
 * @param longestRetry the longest such pause
 * @param maxAttempts after how many failures a task is given up; failures of the database do not count
 * @param maxBacklog how many tasks may wait; above it requests that need another one get 503
 */
@Validated
@ConfigurationProperties("chassis.tasks")
record TaskProperties(@DefaultValue("4") @Min(1) @Max(64) int workers,
        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration pollInterval,
        @DefaultValue("4s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration heartbeatInterval,
        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 5) Duration firstRetry,
        @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(hours = 1) Duration longestRetry,
        @DefaultValue("5") @Min(1) @Max(100) int maxAttempts,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxBacklog) {}

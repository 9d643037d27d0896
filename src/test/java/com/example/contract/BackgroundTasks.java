package com.example.contract;

import com.example.contract.support.ClientRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the service does in the background with what clients store: one durable task for each
 * {@link StoredData#store(String)}. Where there are several kinds, the queries count all of them, the settings are those of
 * all, and they end with the same message. What has a default is so in a service whose tasks the chassis runs.
 */
public interface BackgroundTasks {

    /**
     * A request that stores something and waits so long for the end of its task: 200 then, else 202. Empty if clients cannot
     * wait.
     */
    default Optional<ClientRequest> storeAndAwait(String key, Duration wait) {
        return Optional.empty();
    }

    /** The settings with which each task takes so long. */
    Map<String, String> lasting(Duration time);

    /** The setting of how many tasks a process runs at once. */
    default Map<String, String> workers(int count) {
        return Map.of("CHASSIS_TASKS_WORKERS", Integer.toString(count), "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE",
                Integer.toString(2 * count));
    }

    /** The setting of how often a worker reports that it is alive. */
    default Map<String, String> heartbeat(Duration interval) {
        return Map.of("CHASSIS_TASKS_HEARTBEATINTERVAL", interval.toMillis() + "ms");
    }

    /** A query that counts the running tasks. */
    default String running() {
        return "select count(*) from scheduled_tasks where picked";
    }

    /** A query that counts the tasks that have not finished, running or not. */
    default String unfinished() {
        return "select count(*) from scheduled_tasks";
    }

    /** A query that counts what has been finished. */
    String finished();

    /** The message of the log line of a process whose workers have started; its field {@code worker} names them. */
    default String startedMessage() {
        return "Workers started";
    }

    /** The message of the log line of a task that has finished. */
    String finishedMessage();

    /** The message of the log line of a task that the drain has handed back. */
    default String handedBackMessage() {
        return "Handed back a task";
    }

    /** The message of the log line of a task whose worker, in the field {@code worker}, has died. */
    default String takenOverMessage() {
        return "Taking over a task whose worker died";
    }

    /** A part of the names of the threads that run the tasks, and of the one that looks for new ones. */
    default String[] threadNames() {
        return new String[]{"worker-", "execute-due"};
    }
}

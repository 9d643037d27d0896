package com.example.contract;

import com.example.contract.support.ClientRequest;
import java.time.Duration;
import java.util.Map;

/**
 * What the service does in the background with what clients store: one durable task for each
 * {@link StoredData#store(String)}.
 */
public interface BackgroundTasks {

    /** A request that stores something and waits so long for the end of its task: 200 then, else 202. */
    ClientRequest storeAndAwait(String key, Duration wait);

    /** The settings with which a task takes so long. */
    Map<String, String> lasting(Duration time);

    /** The setting of how many tasks a process runs at once. */
    Map<String, String> workers(int count);

    /** The setting of how often a worker reports that it is alive. */
    Map<String, String> heartbeat(Duration interval);

    /** A query that counts the running tasks. */
    String running();

    /** A query that counts the tasks that have not finished, running or not. */
    String unfinished();

    /** A query that counts what has been finished. */
    String finished();

    /** The message of the log line of a process whose workers have started; its field {@code worker} names them. */
    String startedMessage();

    /** The message of the log line of a task that has finished. */
    String finishedMessage();

    /** The message of the log line of a task that the drain has handed back. */
    String handedBackMessage();

    /** The message of the log line of a task whose worker, in the field {@code worker}, has died. */
    String takenOverMessage();

    /** A part of the names of the threads that run the tasks, and of the one that looks for new ones. */
    String[] threadNames();
}

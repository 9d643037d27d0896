package com.example.contract.requirement;

import com.example.contract.BackgroundTasks;
import com.example.contract.ServiceDriver;
import com.example.contract.subject.Subject;
import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import java.time.Duration;
import java.util.UUID;

/** The requests of the service's clients, each with a new key. */
public final class Requests {

    /** The span of a client, which causes that of its request. */
    public static final String CLIENT_SPAN = "b7ad6b7169203331";

    private Requests() {}

    public static BackgroundTasks tasks() {
        return ServiceDriver.get().backgroundTasks().orElseThrow();
    }

    /** Starts a task, and does not wait for it. */
    public static Answer store(Subject subject) {
        return subject.api().send(ServiceDriver.get().storedData().orElseThrow().store(key()));
    }

    /** Starts a task in the trace of a client, whose flag says that it does not sample it. */
    public static Answer storeInTrace(ApiClient api, String trace) {
        return api.send(ServiceDriver.get()
                .storedData()
                .orElseThrow()
                .store(key())
                .with("traceparent", "00-%s-%s-00".formatted(trace, CLIENT_SPAN)));
    }

    /** Starts a task and waits for its end. */
    public static Answer storeAndAwait(ApiClient api, Duration wait) {
        return api.send(tasks().storeAndAwait(key(), wait).orElseThrow());
    }

    /** Starts a task and, where clients can wait, waits for its end. */
    public static Answer task(ApiClient api, Duration wait) {
        String key = key();
        return api.send(ServiceDriver.get()
                .backgroundTasks()
                .flatMap(tasks -> tasks.storeAndAwait(key, wait))
                .orElseGet(() -> ServiceDriver.get().storedData().orElseThrow().store(key)));
    }

    public static Answer read(Subject subject) {
        return subject.api().send(ServiceDriver.get().read());
    }

    /** What a client does in the service's usual way: a task from start to end, if there are tasks, and a read. */
    public static Answer use(Subject subject) {
        if (ServiceDriver.get().backgroundTasks().isPresent()) {
            task(subject.api(), Duration.ofSeconds(10));
        }
        return read(subject);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}

package com.example.contract.requirement;

import com.example.contract.BackgroundTasks;
import com.example.contract.ServiceDriver;
import com.example.contract.subject.Subject;
import com.example.contract.support.ApiClient.Answer;
import java.time.Duration;
import java.util.UUID;

/** The requests of the service's clients, each with a new key. */
public final class Requests {

    private Requests() {}

    public static BackgroundTasks tasks() {
        return ServiceDriver.get().backgroundTasks().orElseThrow();
    }

    /** Starts a task, and does not wait for it. */
    public static Answer store(Subject subject) {
        return subject.api().send(ServiceDriver.get().storedData().orElseThrow().store(key()));
    }

    /** Starts a task and waits for its end. */
    public static Answer storeAndAwait(Subject subject, Duration wait) {
        return subject.api().send(tasks().storeAndAwait(key(), wait));
    }

    public static Answer read(Subject subject) {
        return subject.api().send(ServiceDriver.get().read());
    }

    /** What a client does in the service's usual way: a task from start to end, if there are tasks, and a read. */
    public static Answer use(Subject subject) {
        if (ServiceDriver.get().backgroundTasks().isPresent()) {
            storeAndAwait(subject, Duration.ofSeconds(10));
        }
        return read(subject);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}

package com.example.contract.load;

import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A program that sends requests until it is told to stop, then prints how many there were, and the failures. */
public final class LoadMain {

    private LoadMain() {}

    /** Takes the address of the service. */
    static void main(String[] arguments) {
        URI service = URI.create(arguments[0]);
        ClientGroups clients = new ClientGroups();
        clients.add("service", service, 1, List.of(ConnectionUse.kept(10), ConnectionUse.closed(10)));
        Thread waiting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            clients.close();
            System.out.printf("%d %s%n", clients.sent(), clients.failures());
            LockSupport.unpark(waiting);
        }));
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
    }
}

package com.example.contract.subject;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers of the tests: from a range that no operating system gives to outgoing connections, each only once in
 * this JVM, so that none is taken between its choice and the server's start.
 */
final class Ports {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT = new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % COUNT));

    private Ports() {}

    static int next() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port from %d on".formatted(FIRST));
    }

    /** Whether no other program listens there. */
    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException ex) {
            return false;
        }
    }
}

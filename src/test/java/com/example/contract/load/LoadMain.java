package com.example.contract.load;

import com.example.contract.load.LoadGenerator.Phase;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A program that sends requests until it is told to stop, then prints how many there were, how many failed, and how. */
final class LoadMain {

    private LoadMain() {}

    /** Takes the address of the service. */
    static void main(String[] arguments) {
        URI service = URI.create(arguments[0]);
        List<LoadGenerator> loads = Stream.of(ConnectionUse.kept(10), ConnectionUse.closed(10))
                .map(use -> KeepAliveClient.load(service, 1, use, () -> Phase.STEADY))
                .toList();
        Thread waiting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            loads.forEach(LoadGenerator::close);
            System.out.printf("%d %d %s%n", loads.stream().mapToLong(LoadGenerator::sent).sum(),
                    loads.stream().mapToLong(LoadGenerator::failed).sum(),
                    loads.stream().map(LoadGenerator::failures).toList());
            LockSupport.unpark(waiting);
        }));
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
    }
}

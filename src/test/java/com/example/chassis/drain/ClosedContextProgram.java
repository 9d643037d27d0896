package com.example.chassis.drain;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

/** Closes its context and goes on, as tests do. While it exits, the time of the watchdog is over. */
final class ClosedContextProgram {

    private ClosedContextProgram() {}

    static void main(String[] args) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.refresh();
        new Watchdog(Duration.ofSeconds(2), context).onApplicationEvent(new ContextClosedEvent(context));
        context.close();
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }));
    }
}

package com.example.chassis.drain;

import static org.awaitility.Awaitility.await;

import com.example.chassis.logging.ProcessOutput;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

/** Logs until nobody can: its standard output is a pipe that is full. Then its stop hangs. */
final class FullPipeProgram {

    private FullPipeProgram() {}

    static void main(String[] args) throws InterruptedException {
        ProcessOutput.redirectToLog();
        AtomicLong lines = new AtomicLong();
        Thread.ofPlatform().start(() -> {
            while (true) {
                LoggerFactory.getLogger("full").info("Line {}", lines.incrementAndGet());
            }
        });
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> before.getAndSet(lines.get()) == lines.get());
        StaticApplicationContext context = new StaticApplicationContext();
        context.refresh();
        new Watchdog(Duration.ofSeconds(2), context).onApplicationEvent(new ContextClosedEvent(context));
        Thread.currentThread().join();
    }
}

package com.example.orders.contract;

import com.example.orders.support.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks both probes again and again, as a kubelet would, and remembers each answer but 200. */
final class ProbeWatch implements AutoCloseable {

    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> flips = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    ProbeWatch(Subject subject) {
        this.thread = Thread.ofVirtual().start(() -> {
            while (!this.ended) {
                ask(subject, "/livez");
                ask(subject, "/readyz");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
    }

    private void ask(Subject subject, String path) {
        int status = Probe.ask(subject, path);
        this.asked.incrementAndGet();
        if (status != 200) {
            this.flips.add(path + " " + status);
        }
    }

    /** How often a probe was asked. */
    int asked() {
        return this.asked.get();
    }

    /** Which probe gave which other answer. */
    List<String> flips() {
        return this.flips;
    }

    @Override
    public void close() {
        this.ended = true;
        Threads.join(this.thread);
    }
}

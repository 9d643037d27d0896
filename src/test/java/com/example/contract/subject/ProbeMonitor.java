package com.example.contract.subject;

import com.example.contract.support.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks both probes again and again, as a kubelet would, and remembers each answer but 200. */
public final class ProbeMonitor implements AutoCloseable {

    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;

    public ProbeMonitor(Subject subject) {
        this.thread = Thread.ofVirtual().start(() -> {
            while (!this.stopped) {
                ask(subject, "/livez");
                ask(subject, "/readyz");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
    }

    private void ask(Subject subject, String path) {
        int status = subject.probe(path);
        this.asked.incrementAndGet();
        if (status != 200) {
            this.failures.add(path + " " + status);
        }
    }

    /** How often a probe was asked. */
    public int asked() {
        return this.asked.get();
    }

    /** Which probe gave which other answer. */
    public List<String> failures() {
        return this.failures;
    }

    @Override
    public void close() {
        this.stopped = true;
        Threads.join(this.thread);
    }
}

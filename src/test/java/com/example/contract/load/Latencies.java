package com.example.contract.load;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long requests took. */
public final class Latencies {

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    public void add(long took) {
        this.nanos.add(took);
    }

    /** The time within which 99 of 100 were answered, in milliseconds; 0 where there was none. */
    double p99() {
        List<Long> sorted = this.nanos.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * 0.99)) / 1e6;
    }
}

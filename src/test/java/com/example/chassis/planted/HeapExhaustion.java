package com.example.chassis.planted;

import jakarta.servlet.Filter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.annotation.Bean;

/** Uses up the heap. */
public class HeapExhaustion {

    private static final int PIECE = 1 << 20;

    private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();

    @Bean
    Filter exhaust() {
        return new Trigger(() -> {
            while (!Thread.interrupted()) {
                this.kept.add(new byte[PIECE]);
            }
        });
    }
}

package com.example.chassis.planted;

import jakarta.servlet.Filter;
import java.lang.foreign.Arena;
import org.springframework.context.annotation.Bean;

/** Takes memory outside the heap and never gives it back. */
public class NativeMemoryLeak {

    private static final int PIECE = 64 << 20;

    @Bean
    Filter leak() {
        return new Trigger(() -> Arena.global().allocate(PIECE).fill((byte) 1));
    }
}

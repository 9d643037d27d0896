package com.example.chassis.planted;

import jakarta.servlet.Filter;
import org.springframework.context.annotation.Bean;

/** Virtual threads that never yield, so that those of the web server get no processor thread to run on. */
public class BlockedCarriers {

    @Bean
    Filter blockCarriers() {
        return new Trigger(() -> {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                Thread.ofVirtual().start(BlockedCarriers::spin);
            }
        });
    }

    private static void spin() {
        while (!Thread.interrupted()) {
            Thread.onSpinWait();
        }
    }
}

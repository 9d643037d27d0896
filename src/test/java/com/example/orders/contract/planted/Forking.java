package com.example.orders.contract.planted;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;

/** Starts another process and waits for its end. */
public class Forking {

    @Bean
    ApplicationRunner forks() {
        return _ -> new ProcessBuilder("true").start().waitFor();
    }
}

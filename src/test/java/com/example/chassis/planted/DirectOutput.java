package com.example.chassis.planted;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;

/** Prints past the log, and writes a file where it stands. */
public class DirectOutput {

    @Bean
    ApplicationRunner careless() {
        return _ -> {
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8).println("careless");
            Files.writeString(Path.of("careless.log"), "careless");
        };
    }
}

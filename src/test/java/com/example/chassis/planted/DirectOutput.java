package com.example.chassis.planted;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;

/** Bypasses the log, and writes a file in the working directory. */
public class DirectOutput {

    @Bean
    ApplicationRunner printDirectly() {
        return _ -> {
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                    .println("direct output");
            Files.writeString(Path.of("direct.log"), "direct output");
        };
    }
}

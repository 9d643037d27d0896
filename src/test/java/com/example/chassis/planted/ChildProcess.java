package com.example.chassis.planted;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;

/** Starts another process and waits for its end. */
public class ChildProcess {

    /** The one program that is in every image of a service in Java. */
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Bean
    ApplicationRunner forks() {
        return _ -> new ProcessBuilder(JAVA, "--version").redirectOutput(Redirect.DISCARD).start().waitFor();
    }
}

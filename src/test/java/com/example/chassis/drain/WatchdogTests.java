package com.example.chassis.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In its own JVM, since it ends it. */
class WatchdogTests {

    @Test
    void haltsThoughNobodyReadsStandardOutput() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                FullPipeProgram.class.getName()).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(Watchdog.EXIT_CODE);
        } finally {
            process.destroyForcibly();
        }
    }
}

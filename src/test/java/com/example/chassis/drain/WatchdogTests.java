package com.example.chassis.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In JVMs of its own, since it ends them. */
class WatchdogTests {

    @Test
    void haltsThoughNobodyReadsStandardOutput() throws Exception {
        assertThat(exitCodeOf(FullPipeProgram.class)).isEqualTo(Watchdog.EXIT_CODE);
    }

    @Test
    void letsAProcessExitThatHasClosedItsContextLongBefore() throws Exception {
        assertThat(exitCodeOf(ClosedContextProgram.class)).isZero();
    }

    private static int exitCodeOf(Class<?> program) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), program.getName())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}

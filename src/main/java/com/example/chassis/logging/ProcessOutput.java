package com.example.chassis.logging;

import com.example.chassis.config.InvalidPropertyException;
import com.example.chassis.config.StartFailureReporter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.NestedExceptionUtils;

/**
 * Turns everything that the process's own code can print into log lines: {@link System#out}, {@link System#err} and uncaught
 * exceptions. Only the JVM itself still writes to file descriptor 2.
 *
 * @see <a href="https://12factor.net/logs">The twelve-factor app: logs</a>
 */
public final class ProcessOutput {

    private ProcessOutput() {}

    /** Redirects the process's output. Comes first in {@code main}. */
    public static void redirectToLog() {
        Thread.setDefaultUncaughtExceptionHandler(ProcessOutput::uncaught);
        if (LogFormat.current() == LogFormat.JSON) {
            System.setOut(stream("stdout", Level.INFO));
            System.setErr(stream("stderr", Level.WARN));
        }
    }

    private static PrintStream stream(String logger, Level level) {
        return new PrintStream(new LineStream(LoggerFactory.getLogger(logger), level), true, StandardCharsets.UTF_8);
    }

    private static void uncaught(Thread thread, Throwable exception) {
        if (NestedExceptionUtils.getMostSpecificCause(exception) instanceof InvalidPropertyException invalid) {
            StartFailureReporter.report(invalid);
        } else {
            Logger logger = LoggerFactory.getLogger(ProcessOutput.class);
            logger.error("Uncaught exception in thread {}", thread.getName(), exception);
        }
    }
}

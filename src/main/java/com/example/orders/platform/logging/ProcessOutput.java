package com.example.orders.platform.logging;

import com.example.orders.platform.config.InvalidSettingException;
import com.example.orders.platform.config.StartFailureReporter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.NestedExceptionUtils;

/**
 * Makes everything that the process's own code can print a log line: {@link System#out}, {@link System#err} and
 * exceptions that no thread caught. Only the JVM itself still writes to file descriptor 2.
 *
 * @see <a href="https://12factor.net/logs">The twelve-factor app: logs</a>
 */
public final class ProcessOutput {

    private ProcessOutput() {}

    /** Takes over the process's output. To be called first of all in {@code main}. */
    public static void toLog() {
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
        if (NestedExceptionUtils.getMostSpecificCause(exception) instanceof InvalidSettingException invalid) {
            StartFailureReporter.report(List.of(invalid.setting()));
        } else {
            Logger logger = LoggerFactory.getLogger(ProcessOutput.class);
            logger.error("Nobody caught this exception in thread {}", thread.getName(), exception);
        }
    }
}

package com.example.chassis.logging;

import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes log events to the process's real standard output, whatever {@link System#out} has become.
 *
 * @param <E> the type of event
 */
public final class StdoutAppender<E> extends OutputStreamAppender<E> {

    @Override
    public void start() {
        setOutputStream(new Stdout());
        super.start();
    }

    private static final class Stdout extends PrintStream {

        Stdout() {
            super(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        }

        /** Flushes only: a logging context that is reset must not close file descriptor 1. */
        @Override
        public void close() {
            flush();
        }
    }
}

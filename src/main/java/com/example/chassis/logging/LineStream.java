package com.example.chassis.logging;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs each line that is written to it; a line of more than {@value #LONGEST} bytes becomes several. */
final class LineStream extends OutputStream {

    static final int LONGEST = 8192;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Logger logger;
    private final Level level;

    LineStream(Logger logger, Level level) {
        this.logger = logger;
        this.level = level;
    }

    @Override
    public synchronized void write(int value) {
        if (value == '\n' || this.line.size() >= LONGEST) {
            log();
        }
        if (value != '\n' && value != '\r') {
            this.line.write(value);
        }
    }

    private void log() {
        String text = this.line.toString(StandardCharsets.UTF_8);
        this.line.reset();
        if (!text.isBlank()) {
            this.logger.atLevel(this.level).log(text);
        }
    }
}

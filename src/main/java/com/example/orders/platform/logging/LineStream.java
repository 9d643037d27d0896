package com.example.orders.platform.logging;

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
    public synchronized void write(int octet) {
        if (octet == '\n' || this.line.size() >= LONGEST) {
            log();
        }
        if (octet != '\n' && octet != '\r') {
            this.line.write(octet);
        }
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(octets[i]);
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

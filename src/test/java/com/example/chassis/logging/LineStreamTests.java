package com.example.chassis.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LineStreamTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger("line-stream-test");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final PrintStream stream = new PrintStream(new LineStream(this.logger, Level.INFO), true,
            StandardCharsets.UTF_8);

    @BeforeEach
    void listen() {
        this.logger.setAdditive(false);
        this.logger.detachAndStopAllAppenders();
        this.events.start();
        this.logger.addAppender(this.events);
    }

    @Test
    void logsEachLineOnce() {
        this.stream.print("one\r\ntwo\n\n");
        this.stream.print("thr");
        this.stream.println("ee é");
        assertThat(lines()).containsExactly("one", "two", "three é");
    }

    @Test
    void cutsALineWithoutEnd() {
        this.stream.print("x".repeat(2 * LineStream.LONGEST + 1));
        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line).hasSize(LineStream.LONGEST));
    }

    private List<String> lines() {
        return this.events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}

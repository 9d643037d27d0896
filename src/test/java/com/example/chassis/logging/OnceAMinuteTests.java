package com.example.chassis.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.FilterReply;
import io.opentelemetry.exporter.internal.http.HttpExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnceAMinuteTests {

    /** What tells of a collector that does not answer. */
    private static final String EXPORTER = HttpExporter.class.getName();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LoggerContext logging = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        this.logging.putProperty("logging.format", "json");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(this.logging);
        configurator.doConfigure(getClass().getResource("/logback.xml"));
    }

    @Test
    void aCollectorThatDoesNotAnswerGetsOneLineAMinute() {
        assertThat(passed(EXPORTER, 0, 5, 10, 59, 61, 66, 120, 122)).containsExactly(0, 61, 122);
    }

    @Test
    void otherLoggersSayAllTheyHave() {
        assertThat(passed("com.example.Any", 0, 5, 10)).containsExactly(0, 5, 10);
    }

    /** Which events are written, of some at these seconds. */
    private List<Integer> passed(String name, Integer... seconds) {
        Appender<ILoggingEvent> appender = this.logging.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("json");
        return Stream.of(seconds).filter(second -> {
            LoggingEvent event = new LoggingEvent();
            event.setLoggerName(name);
            event.setInstant(START.plus(Duration.ofSeconds(second)));
            return appender.getFilterChainDecision(event) != FilterReply.DENY;
        }).toList();
    }
}

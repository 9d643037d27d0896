package com.example.chassis.logging;

import com.example.chassis.config.InvalidPropertyException;
import java.util.Locale;

/**
 * How log lines look. Chosen by the system property {@code logging.format} or the environment variable
 * {@code LOGGING_FORMAT}, since logging starts before any configuration file is read.
 */
enum LogFormat {

    /** One JSON object a line: the default, and the only one for a container. */
    JSON,
    /** Lines for a person at a terminal. */
    TEXT;

    private static final String PROPERTY = "logging.format";
    private static final String VARIABLE = "LOGGING_FORMAT";

    static LogFormat current() {
        String value = System.getProperty(PROPERTY);
        String origin = "system property " + PROPERTY;
        if (value == null) {
            value = System.getenv(VARIABLE);
            origin = "environment variable " + VARIABLE;
        }
        return (value != null) ? parse(value, origin) : JSON;
    }

    private static LogFormat parse(String value, String origin) {
        for (LogFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(value)) {
                return format;
            }
        }
        System.setProperty(PROPERTY, "json"); // or the error itself would have no format
        throw new InvalidPropertyException(PROPERTY, value, origin, "not a log format",
                "Set it to json or text, or leave it out for json.");
    }
}

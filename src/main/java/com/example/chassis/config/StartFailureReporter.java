package com.example.chassis.config;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one log line why the service could not start. */
public final class StartFailureReporter implements FailureAnalysisReporter {

    private static final Logger logger = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        if (analysis instanceof InvalidPropertiesAnalysis invalid) {
            report(invalid.properties());
        } else {
            String action = (analysis.getAction() != null) ? " " + analysis.getAction() : "";
            logger.error("Cannot start: {}", (analysis.getDescription() + action).replaceAll("\\s+", " "));
        }
    }

    /** Reports properties that were found invalid before the application existed. */
    public static void report(List<InvalidProperty> properties) {
        logger.atError()
                .addKeyValue("invalid_settings", properties)
                .log("Cannot start: {}", String.join(" ", properties.stream().map(InvalidProperty::toString).toList()));
    }
}

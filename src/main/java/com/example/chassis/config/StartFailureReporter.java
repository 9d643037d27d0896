package com.example.chassis.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one log line why the service could not start. */
public final class StartFailureReporter implements FailureAnalysisReporter {

    private static final Logger logger = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        if (analysis.getCause() instanceof InvalidPropertyException invalid) {
            report(invalid);
        } else {
            String action = (analysis.getAction() != null) ? " " + analysis.getAction() : "";
            logger.error("Cannot start: {}", (analysis.getDescription() + action).replaceAll("\\s+", " "));
        }
    }

    /** Reports properties; called directly while no application exists. */
    public static void report(InvalidPropertyException invalid) {
        logger.atError()
                .addKeyValue("invalid_settings", invalid.properties())
                .log("Cannot start: {}", invalid.getMessage());
    }
}

package com.example.orders.platform.config;

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
        if (analysis instanceof InvalidSettingsAnalysis invalid) {
            report(invalid.settings());
        } else {
            String action = (analysis.getAction() != null) ? " " + analysis.getAction() : "";
            logger.error("Cannot start: {}", (analysis.getDescription() + action).replaceAll("\\s+", " "));
        }
    }

    /** Reports settings that were found wrong before there was an application to analyse. */
    public static void report(List<InvalidSetting> settings) {
        logger.atError()
                .addKeyValue("invalid_settings", settings)
                .log("Cannot start: {}", String.join(" ", settings.stream().map(InvalidSetting::toString).toList()));
    }
}

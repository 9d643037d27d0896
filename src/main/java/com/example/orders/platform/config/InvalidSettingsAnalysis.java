package com.example.orders.platform.config;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The analysis of a start that failed because of settings. */
final class InvalidSettingsAnalysis extends FailureAnalysis {

    private final List<InvalidSetting> settings;

    InvalidSettingsAnalysis(List<InvalidSetting> settings, Throwable failure) {
        super(settings.stream().map(InvalidSetting::toString).collect(Collectors.joining(" ")), null, failure);
        this.settings = settings;
    }

    List<InvalidSetting> settings() {
        return this.settings;
    }
}

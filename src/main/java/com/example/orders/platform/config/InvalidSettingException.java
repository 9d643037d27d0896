package com.example.orders.platform.config;

import org.jspecify.annotations.Nullable;

/** Stops the start because of a setting. */
@SuppressWarnings("serial") // never serialized
public final class InvalidSettingException extends RuntimeException {

    private final InvalidSetting setting;

    public InvalidSettingException(String property, @Nullable String value, String origin, String reason, String fix) {
        this(new InvalidSetting(property, value, origin, reason, fix));
    }

    public InvalidSettingException(InvalidSetting setting) {
        super(setting.toString());
        this.setting = setting;
    }

    public InvalidSetting setting() {
        return this.setting;
    }
}

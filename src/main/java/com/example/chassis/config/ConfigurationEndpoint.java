package com.example.chassis.config;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows on the management port which mounted configuration is in force. */
@Endpoint(id = "configuration")
final class ConfigurationEndpoint {

    private final ConfigReload reload;

    ConfigurationEndpoint(ConfigReload reload) {
        this.reload = reload;
    }

    @ReadOperation
    ConfigState state() {
        return this.reload.state();
    }
}

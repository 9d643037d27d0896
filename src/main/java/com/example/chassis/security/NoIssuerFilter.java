package com.example.chassis.security;

import com.example.chassis.config.UnusedAutoConfigurations;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** Switches Spring Security off in a service that names no issuer of tokens. */
final class NoIssuerFilter extends UnusedAutoConfigurations {

    private static final String TOKENS = "spring.security.oauth2.resourceserver";

    NoIssuerFilter() {
        super(environment -> Binder.get(environment).bind(TOKENS, Bindable.mapOf(String.class, Object.class)).isBound(),
                "org.springframework.boot.security.");
    }
}

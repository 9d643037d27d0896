package com.example.chassis.security;

import com.example.chassis.config.InvalidPropertyException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Stops the start where the address of an issuer's keys is to be asked from the issuer itself: while that is unavailable, requests
 * could not even be told to retry.
 */
final class IssuerCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String property = PREFIX + "issuer-uri";
        if (environment.containsProperty(property) && !environment.containsProperty(PREFIX + "jwk-set-uri")
                && !environment.containsProperty(PREFIX + "public-key-location")) {
            throw new InvalidPropertyException(property, environment.getProperty(property), environment,
                    "it does not say where the issuer's keys are",
                    "Set " + PREFIX + "jwk-set-uri as well, to the jwks_uri of its metadata.");
        }
    }
}

package com.example.chassis.security;

import com.example.chassis.config.InvalidPropertyException;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Stops the start where an issuer of tokens is configured, and not the address where its keys are. */
final class IssuerCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String issuer = environment.getProperty(PREFIX + "issuer-uri");
        String keys = environment.getProperty(PREFIX + "jwk-set-uri");
        if (issuer != null && keys == null && !environment.containsProperty(PREFIX + "public-key-location")) {
            // Spring would ask the issuer: while that is unavailable, requests could not even be told to retry.
            throw new InvalidPropertyException(PREFIX + "issuer-uri", issuer, environment,
                    "it does not say where the issuer's keys are",
                    "Set " + PREFIX + "jwk-set-uri as well, to the jwks_uri of its metadata.");
        }
        if (keys != null && !isHttp(keys)) {
            throw new InvalidPropertyException(PREFIX + "jwk-set-uri", keys, environment,
                    "not an address that keys can be fetched from",
                    "Set the jwks_uri of the issuer's metadata, such as https://issuer.example.com/keys.");
        }
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException ex) {
            return false;
        }
    }
}

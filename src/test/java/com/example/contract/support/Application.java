package com.example.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service under test, as its own configuration names it. */
public final class Application {

    /** {@code spring.application.name}: the name of the image, the Deployment, the Service and the properties' prefix. */
    public static final String NAME = name();

    /** The domain of the service's own labels and annotations in the manifests. */
    public static final String DOMAIN = System.getProperty("contract.domain", NAME + ".example.com");

    private Application() {}

    private static String name() {
        try {
            String yaml = Files.readString(Path.of("src", "main", "resources", "application.yaml"));
            return Documents.read(yaml).getFirst().at("/spring/application/name").asString();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

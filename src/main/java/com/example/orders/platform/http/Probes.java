package com.example.orders.platform.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths on the customers' port that the platform asks, and nobody else. */
public final class Probes {

    private static final Set<String> PATHS = Set.of("/livez", "/readyz");

    private Probes() {}

    /** Whether a request's path is a probe's. */
    public static boolean contain(@Nullable String path) {
        return path != null && PATHS.contains(path);
    }
}

package com.example.chassis.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths on the service's port that only the platform requests. */
public final class Probes {

    private static final Set<String> PATHS = Set.of("/livez", "/readyz");

    private Probes() {}

    /** Whether a request's path is a probe's. */
    public static boolean isProbe(@Nullable String path) {
        return path != null && PATHS.contains(path);
    }
}

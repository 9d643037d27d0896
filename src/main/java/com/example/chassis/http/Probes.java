package com.example.chassis.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The paths on the service's port that only the platform requests. */
public final class Probes {

    private static final Set<String> PATHS = Set.of("/livez", "/readyz");

    private Probes() {}

    public static boolean isProbe(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path != null && PATHS.contains(path.substring(request.getContextPath().length()));
    }
}

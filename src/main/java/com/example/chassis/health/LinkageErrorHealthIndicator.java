package com.example.chassis.health;

import com.example.chassis.http.Probes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Part of liveness: a class that could not be loaded, because file descriptors had run out say, never loads again in this
 * process. Asks for a restart when requests to several routes fail so and none has succeeded for a while; a client that
 * requests one path that fails cannot cause one.
 */
final class LinkageErrorHealthIndicator extends OncePerRequestFilter implements HealthIndicator {

    private static final int SEVERAL = 2;

    private final Map<String, Instant> failing = new ConcurrentHashMap<>();
    private final Duration limit;
    private final Clock clock;

    LinkageErrorHealthIndicator(Duration limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Probes.isProbe(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
            record(request, (Throwable) request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE),
                    response.getStatus());
        } catch (ServletException | RuntimeException | Error ex) {
            record(request, ex, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw ex;
        }
    }

    private void record(HttpServletRequest request, @Nullable Throwable failure, int status) {
        if (isLinkageError(failure)) {
            Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            this.failing.putIfAbsent(String.valueOf(route), this.clock.instant());
        } else if (status < HttpServletResponse.SC_BAD_REQUEST) {
            this.failing.clear();
        }
    }

    private static boolean isLinkageError(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(LinkageError.class::isInstance);
    }

    @Override
    public Health health() {
        Instant before = this.clock.instant().minus(this.limit);
        long routes = this.failing.values().stream().filter(since -> since.isBefore(before)).count();
        return ((routes >= SEVERAL) ? Health.down() : Health.up()).build();
    }
}

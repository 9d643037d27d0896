package com.example.orders.platform.overload;

import com.example.orders.platform.http.Probes;
import com.example.orders.platform.http.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets a bounded number of requests in at once and refuses the rest at the door. Probes always pass. */
final class ConcurrencyLimit extends OncePerRequestFilter {

    private final OverloadProperties properties;
    private final Semaphore permits;
    private final Shedding shedding;
    private final HandlerExceptionResolver resolver;

    ConcurrencyLimit(OverloadProperties properties, Shedding shedding, HandlerExceptionResolver resolver) {
        this.properties = properties;
        this.permits = new Semaphore(properties.maxConcurrentRequests());
        this.shedding = shedding;
        this.resolver = resolver;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Probes.contain(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!this.permits.tryAcquire()) {
            this.shedding.refused();
            this.resolver.resolveException(request, response, null, overloaded());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            this.permits.release();
        }
    }

    private ProblemException overloaded() {
        return ProblemException.unavailable("overloaded", "The service has as many requests as it can do at once.",
                this.properties.retryAfter());
    }

    int active() {
        return this.properties.maxConcurrentRequests() - this.permits.availablePermits();
    }
}

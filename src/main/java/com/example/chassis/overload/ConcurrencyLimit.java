package com.example.chassis.overload;

import com.example.chassis.config.Live;
import com.example.chassis.http.Probes;
import com.example.chassis.http.ProblemException;
import com.example.chassis.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a bounded number of requests in at once and rejects the rest before any work. Probes always pass. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ConcurrencyLimit extends OncePerRequestFilter {

    private final Live<OverloadProperties> properties;
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final ProblemWriter problems;

    ConcurrencyLimit(Live<OverloadProperties> properties, ProblemWriter problems) {
        this.properties = properties;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Probes.isProbe(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        OverloadProperties now = this.properties.get();
        try {
            if (this.active.incrementAndGet() <= now.maxConcurrentRequests()) {
                chain.doFilter(request, response);
            } else {
                this.refused.increment();
                this.problems.write(request, response, overloaded(now.retryAfter()));
            }
        } finally {
            this.active.decrementAndGet();
        }
    }

    private static ProblemException overloaded(Duration retryAfter) {
        return ProblemException.unavailable("overloaded", "The service has as many requests in progress as it allows.",
                retryAfter);
    }

    long refused() {
        return this.refused.sum();
    }

    int active() {
        return this.active.get();
    }
}

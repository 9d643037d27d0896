package com.example.chassis.planted;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Does the harm when the path {@value #PATH} is asked for. */
final class Trigger extends OncePerRequestFilter {

    static final String PATH = "/planted";

    private final Runnable harm;

    Trigger(Runnable harm) {
        this.harm = harm;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().equals(PATH)) {
            this.harm.run();
        } else {
            chain.doFilter(request, response);
        }
    }
}

package com.example.orders.planted;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.OncePerRequestFilter;

/** Accepts orders that it has in memory only, to store them later. */
public class InMemoryAcceptance {

    @Bean
    Filter acceptInMemory() {
        return new OncePerRequestFilter() {

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                if (request.getMethod().equals("POST")) {
                    response.setStatus(202);
                    response.setContentType("application/json");
                    response.getWriter().write("{\"id\":\"" + madeUpFrom(request.getHeader("Idempotency-Key")) + "\"}");
                } else {
                    chain.doFilter(request, response);
                }
            }
        };
    }

    private static UUID madeUpFrom(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.US_ASCII));
    }
}

package com.example.chassis.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * A bean of the service: which scope a request needs, where an issuer of tokens is configured. The first rule that fits
 * counts; a request that none fits is refused.
 */
public record RequiredScopes(List<Rule> rules) {

    /**
     * One rule.
     *
     * @param method the request's; any if null
     * @param path a pattern, such as {@code /orders/**}
     */
    public record Rule(@Nullable HttpMethod method, String path, String scope) {}
}

package com.example.orders;

import com.example.chassis.security.RequiredScopes;
import com.example.chassis.security.RequiredScopes.Rule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** The scope of a client's token for each request, where an issuer of tokens is configured. */
@Configuration(proxyBeanMethods = false)
class ApiScopes {

    @Bean
    RequiredScopes requiredScopes() {
        return new RequiredScopes(
                List.of(new Rule(HttpMethod.GET, "/**", "read"), new Rule(HttpMethod.HEAD, "/**", "read"),
                        new Rule(null, "/documents/**", "write")));
    }
}

package com.example.chassis.security;

import com.example.chassis.http.Probes;
import com.example.chassis.http.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.util.StringUtils;

/**
 * Each request of the service's port needs a bearer token with the scope that {@link RequiredScopes} names, once
 * {@code spring.security.oauth2.resourceserver.jwt} names an issuer of tokens. Probes need none. The management port is open
 * as before: network policies bar it.
 */
@AutoConfiguration(after = OAuth2ResourceServerAutoConfiguration.class, before = {
        OAuth2ResourceServerWebSecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JwtDecoder.class)
final class ResourceServerAutoConfiguration {

    private static final IssuerKeys.Times TIMES = new IssuerKeys.Times(Duration.ofSeconds(2), Duration.ofSeconds(1),
            Duration.ofMinutes(5), Duration.ofHours(1));

    @Bean
    @ConditionalOnProperty("spring.security.oauth2.resourceserver.jwt.jwk-set-uri")
    IssuerKeys issuerKeys(OAuth2ResourceServerProperties properties) throws MalformedURLException {
        OAuth2ResourceServerProperties.Jwt jwt = properties.getJwt();
        return new IssuerKeys(URI.create(jwt.getJwkSetUri()).toURL(), jwt.getJwsAlgorithms(), TIMES);
    }

    /** A token without a client would share its {@code Idempotency-Key}s with all others. */
    @Bean
    OAuth2TokenValidator<Jwt> namesAClient() {
        return new JwtClaimValidator<String>(JwtClaimNames.SUB, StringUtils::hasText);
    }

    /** Tomcat has checked the bytes of a request. What else is wrong with them is answered as without tokens. */
    @Bean
    HttpFirewall pathsAlone() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(_ -> true);
        firewall.setAllowedHeaderValues(_ -> true);
        firewall.setAllowedParameterNames(_ -> true);
        return firewall;
    }

    @Bean
    TokenProblems tokenProblems(ProblemWriter problems) {
        return new TokenProblems(problems);
    }

    @Bean
    SecurityFilterChain clients(HttpSecurity http, RequiredScopes scopes, TokenProblems problems) {
        return http.securityMatcher(request -> !request.getRequestURI().startsWith("/actuator"))
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    requests.requestMatchers(Probes::isProbe).permitAll();
                    for (RequiredScopes.Rule rule : scopes.rules()) {
                        requests.requestMatchers(rule.method(), rule.path()).hasAuthority("SCOPE_" + rule.scope());
                    }
                    requests.anyRequest().denyAll();
                })
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .withObjectPostProcessor(new FailureHandler(problems)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // no cookie authenticates anyone
                .headers(AbstractHttpConfigurer::disable) // every answer has them, also without tokens
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** The filter's own one answers 500 while the issuer cannot be reached. */
    private record FailureHandler(
            TokenProblems problems) implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

        @Override
        public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
            filter.setAuthenticationFailureHandler(this.problems::commence);
            return filter;
        }
    }
}

package com.example.chassis.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;

/**
 * The keys of the tokens' issuer: fetched again in the background, so that no request with a known key waits for the issuer,
 * and at once for a key that is not known. While the issuer is unavailable, the last keys are valid for some time.
 *
 * <p>Spring Security's own source makes each request wait for one of them to fetch the keys, and fails all of them with it.
 *
 * @see <a href="https://github.com/spring-projects/spring-security/issues/19643">Spring Security, issue 19643</a>
 */
final class IssuerKeys implements JwkSetUriJwtDecoderBuilderCustomizer, AutoCloseable {

    private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("issuer-keys").factory());
    private final Set<JWSAlgorithm> algorithms;
    private final JWKSource<SecurityContext> source;

    /**
     * Asks nothing of the issuer yet.
     *
     * @param algorithms of signatures, such as {@code RS256}
     */
    IssuerKeys(URL address, List<String> algorithms, Times times) {
        this.algorithms = algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        this.background.setRemoveOnCancelPolicy(true); // every answer plans the next request anew
        int timeout = Math.toIntExact(times.timeout().toMillis());
        var issuer = new URLBasedJWKSetSource<SecurityContext>(address,
                new DefaultResourceRetriever(timeout, timeout, JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT));
        this.source = JWKSourceBuilder.create(new PacedKeySource(issuer, times.pace()))
                .rateLimited(false) // PacedKeySource does
                .cache(times.lifetime().toMillis(), timeout)
                .refreshAheadCache(times.lifetime().minus(times.refresh()).toMillis(), null, this.background, false,
                        this.background, false)
                .build();
    }

    @Override
    public void customize(JwkSetUriJwtDecoderBuilder decoder) {
        decoder.jwtProcessorCustomizer(processor -> processor
                .setJWSKeySelector(new JWSVerificationKeySelector<>(this.algorithms, this.source)));
    }

    @Override
    public void close() {
        this.background.shutdownNow();
    }

    /**
     * When the issuer is asked.
     *
     * @param timeout how long a request with an unknown key waits for the issuer, and before that for another such request
     * @param pace the least time between two requests to the issuer
     * @param refresh after which keys are fetched again
     * @param lifetime how long keys are valid that could not be fetched again
     */
    record Times(Duration timeout, Duration pace, Duration refresh, Duration lifetime) {}
}

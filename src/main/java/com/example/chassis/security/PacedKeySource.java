package com.example.chassis.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the issuer's last answer again until some time has passed: tokens of strangers, each with another key, do not become
 * as many requests to the issuer. With the rate limit of Nimbus, a token that is not valid could not be told from one that
 * cannot be checked.
 *
 * <p>One thread at a time asks: the cache in front of it holds a lock.
 */
final class PacedKeySource extends JWKSetSourceWrapper<SecurityContext> {

    private static final Logger logger = LoggerFactory.getLogger(PacedKeySource.class);

    private final Duration pace;
    private long answeredAt;
    private @Nullable JWKSet keys;
    private @Nullable KeySourceException failure;

    PacedKeySource(JWKSetSource<SecurityContext> issuer, Duration pace) {
        super(issuer);
        this.pace = pace;
        this.answeredAt = System.nanoTime() - pace.toNanos();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        boolean early = System.nanoTime() - this.answeredAt < this.pace.toNanos();
        if (early && this.failure != null) {
            throw this.failure;
        }
        return (early && this.keys != null) ? this.keys : ask(evaluator, now, context);
    }

    private JWKSet ask(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet answer = getSource().getJWKSet(evaluator, now, context);
            if (this.failure != null) {
                logger.info("The keys of the tokens' issuer can be fetched again");
            }
            this.keys = answer;
            this.failure = null;
            return answer;
        } catch (KeySourceException ex) {
            if (this.failure == null) {
                logger.warn("The keys of the tokens' issuer cannot be fetched, trying again: {}", ex.getMessage());
            }
            this.failure = ex;
            throw ex;
        } finally {
            this.answeredAt = System.nanoTime();
        }
    }
}

package com.example.chassis.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.example.chassis.security.IssuerKeys.Times;
import com.example.contract.support.TokenIssuer;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Tokens while their issuer is unavailable, does not answer, or is asked for keys that it does not have. */
class IssuerKeysTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final TokenIssuer issuer = TokenIssuer.start();
    private final TokenIssuer stranger = TokenIssuer.start();

    @AfterEach
    void stop() {
        this.issuer.close();
        this.stranger.close();
    }

    private IssuerKeys keys(Duration timeout, Duration pace, Duration refresh, Duration lifetime)
            throws MalformedURLException {
        return new IssuerKeys(this.issuer.keySet().toURL(), List.of("RS256"),
                new Times(timeout, pace, refresh, lifetime));
    }

    private JwtDecoder decoder(IssuerKeys keys) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(this.issuer.keySet().toString());
        keys.customize(decoder);
        return decoder.build();
    }

    @Test
    void whileTheIssuerIsUnavailableItsLastKeysAreValidForSomeTime() throws MalformedURLException {
        try (var keys = keys(Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(500),
                Duration.ofSeconds(3))) {
            JwtDecoder decoder = decoder(keys);
            String token = this.issuer.token("client");
            decoder.decode(token);
            this.issuer.available(false);
            await().until(() -> decoder.decode(token) != null && this.issuer.requests() >= 3);
            await().untilAsserted(
                    () -> assertThatThrownBy(() -> decoder.decode(token)).isExactlyInstanceOf(JwtException.class));
            this.issuer.available(true);
            await().untilAsserted(() -> assertThatCode(() -> decoder.decode(token)).doesNotThrowAnyException());
        }
    }

    @Test
    void aKeyThatIsWithdrawnIsForgottenWithoutARequest() throws MalformedURLException {
        try (var keys = keys(Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(500), LONG)) {
            JwtDecoder decoder = decoder(keys);
            String token = this.issuer.token("client");
            decoder.decode(token);
            this.issuer.rotate();
            this.issuer.rotate(); // publishes two keys, and no longer that one
            int requests = this.issuer.requests();
            await().until(() -> this.issuer.requests() > requests + 1);
            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerHoldsUpNoRequestWithAKnownKey() throws MalformedURLException {
        try (var keys = keys(Duration.ofSeconds(10), Duration.ZERO, LONG.dividedBy(2), LONG)) {
            JwtDecoder decoder = decoder(keys);
            String known = this.issuer.token("client");
            decoder.decode(known);
            this.issuer.rotate();
            String unknown = this.issuer.token("client");
            this.issuer.hold();
            CompletableFuture<Jwt> waits = CompletableFuture.supplyAsync(() -> decoder.decode(unknown));
            await().until(() -> this.issuer.requests() == 2);
            decoder.decode(known);
            assertThat(waits).isNotDone();
            this.issuer.release();
            assertThat(waits).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerIsWaitedForNoLongerThanTheTimeout() throws MalformedURLException {
        try (var keys = keys(Duration.ofMillis(100), LONG, LONG.dividedBy(2), LONG.plus(LONG))) {
            JwtDecoder decoder = decoder(keys);
            String token = this.issuer.token("client");
            this.issuer.hold();
            assertThatThrownBy(() -> decoder.decode(token)).isExactlyInstanceOf(JwtException.class);
        }
    }

    @Test
    void tokensOfStrangersAreOneRequestToTheIssuer() throws MalformedURLException {
        try (var keys = keys(Duration.ofSeconds(10), LONG, LONG.dividedBy(2), LONG.plus(LONG))) {
            JwtDecoder decoder = decoder(keys);
            decoder.decode(this.issuer.token("client"));
            for (int i = 0; i < 10; i++) {
                this.stranger.rotate();
                String token = this.stranger.token("client");
                assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
            }
            assertThat(this.issuer.requests()).isEqualTo(1);
        }
    }

    @Test
    void whileTheIssuerIsUnavailableItIsNotAskedByEveryRequest() throws MalformedURLException {
        try (var keys = keys(Duration.ofSeconds(10), LONG, LONG.dividedBy(2), LONG.plus(LONG))) {
            JwtDecoder decoder = decoder(keys);
            this.issuer.available(false);
            String token = this.issuer.token("client");
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> decoder.decode(token)).isExactlyInstanceOf(JwtException.class);
            }
            assertThat(this.issuer.requests()).isEqualTo(1);
        }
    }
}

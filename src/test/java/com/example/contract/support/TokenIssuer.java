package com.example.contract.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An issuer of bearer tokens on this machine: it signs them, and publishes its keys over HTTP. */
public final class TokenIssuer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile List<RSAKey> keys = List.of(newKey());
    private volatile boolean available = true;
    private volatile CountDownLatch held = new CountDownLatch(0);

    private TokenIssuer(HttpServer server) {
        this.server = server;
    }

    public static TokenIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TokenIssuer issuer = new TokenIssuer(server);
            server.createContext("/", issuer::publish);
            server.setExecutor(Thread::startVirtualThread);
            server.start();
            return issuer;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        this.requests.incrementAndGet();
        try {
            this.held.await();
        } catch (InterruptedException ex) {
            throw new IOException(ex);
        }
        byte[] set = new JWKSet(List.copyOf(this.keys)).toString(true).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(this.available ? 200 : 500, set.length);
        exchange.getResponseBody().write(set);
        exchange.close();
    }

    /** Where it publishes its keys. */
    public URI keySet() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
    }

    /** Whether its keys can be fetched. */
    public void available(boolean yes) {
        this.available = yes;
    }

    /** Leaves requests for its keys without an answer. */
    public void hold() {
        this.held = new CountDownLatch(1);
    }

    /** Answers again, also what was held. */
    public void release() {
        this.held.countDown();
    }

    /** How often its keys were asked for. */
    public int requests() {
        return this.requests.get();
    }

    /** Signs with a new key from now on, and publishes the last one beside it. */
    public void rotate() {
        this.keys = List.of(newKey(), this.keys.getFirst());
    }

    /** A token of a client, for an hour. A client that is null has no name in it. */
    public String token(@Nullable String client, String... scopes) {
        return token(client, Duration.ofHours(1), scopes);
    }

    /** A token of a client, which is valid for so long from now on. */
    public String token(@Nullable String client, Duration validity, String... scopes) {
        RSAKey key = this.keys.getFirst();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().subject(client)
                        .expirationTime(Date.from(Instant.now().plus(validity)))
                        .claim("scope", String.join(" ", scopes))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        release();
        this.server.stop(0);
    }
}

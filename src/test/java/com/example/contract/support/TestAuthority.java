package com.example.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of one test, and the certificates that it signs. */
public final class TestAuthority {

    private static final String PASSWORD = "of-a-test";
    private static final String CA = "ca";

    private final Path store;
    private final Certificate own; // read once: clients need it while the store is written
    private int issued;

    /** Makes a key for it. */
    public TestAuthority(Path folder, String name) {
        this.store = folder.resolve(name + ".p12");
        keytool("-alias", CA, "-dname", "CN=" + name, "-ext", "bc:c");
        try {
            this.own = keys().getCertificate(CA);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** A certificate and its private key, as PEM. */
    public record Issued(String certificate, String key) {}

    /** Signs one for this machine. */
    public Issued issue() {
        String alias = "server-" + this.issued++;
        keytool("-alias", alias, "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-signer", CA);
        try {
            KeyStore keys = keys();
            return new Issued(pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()),
                    pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Its own certificate, as PEM. */
    public String certificate() {
        try {
            return pem("CERTIFICATE", this.own.getEncoded());
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Of a client that trusts it alone. */
    public SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(CA, this.own);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Of a server, for clients that do not check its name. */
    public SSLContext identity() {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private KeyStore keys() throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(this.store.toFile(), PASSWORD.toCharArray());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void keytool(String... what) {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Stream<String> common = Stream.of(program, "-genkeypair", "-keystore", this.store.toString(), "-storepass",
                PASSWORD, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2");
        Command.run(Stream.concat(common, Stream.of(what)).toArray(String[]::new)).orElseThrow();
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(what,
                Base64.getMimeEncoder().encodeToString(content));
    }
}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.load.RetryingClients;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.MountedFolder;
import com.example.contract.support.Probe;
import com.example.contract.support.TemporaryFolder;
import com.example.contract.support.TestAuthority;
import com.example.contract.support.TestAuthority.Issued;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Requirement 5: certificates are renewed while it runs. On a process alone: the images of PostgreSQL have none. */
@Timeout(300)
@DisabledIfSystemProperty(named = "contract.subject", matches = "container|cluster")
class TlsContractTests {

    private static final int RENEWALS = 5;

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    private static final Path files = TemporaryFolder.create("contract-tls");

    @AfterAll
    static void delete() {
        TemporaryFolder.delete(files);
    }

    @Test
    @NeedsStoredData
    void theDatabasesAuthorityIsRenewedAndNewConnectionsTrustIt() throws IOException {
        TestAuthority first = new TestAuthority(files, "first");
        TestAuthority second = new TestAuthority(files, "second");
        MountedFolder folder = new MountedFolder(files.resolve("database"));
        folder.replace(Map.of("ca.pem", first.certificate()));
        environment.database().useCertificate(first.issue());
        Launch launch = environment.launch();
        Launch verifying = launch.set("SPRING_DATASOURCE_URL", launch.environment().get("SPRING_DATASOURCE_URL")
                + "?sslmode=verify-full&sslrootcert=" + folder.path().resolve("ca.pem"));
        try (Subject subject = Subject.ready(verifying);
                RetryingClients clients = new RetryingClients(subject.url(), 4, Duration.ofMillis(20),
                        environment.database())) {
            clients.awaitAccepted(50);
            assertThat(encryptedSessions()).isPositive();

            folder.replace(Map.of("ca.pem", first.certificate() + second.certificate()));
            environment.database().useCertificate(second.issue());
            environment.database().terminateSessions(environment.database().now());
            clients.awaitAccepted(50);
            assertThat(encryptedSessions()).isPositive();
            clients.stop();
        }
        folder.replace(Map.of("ca.pem", first.certificate()));
        try (Subject distrusting = Subject.start(verifying.set("CHASSIS_DATABASE_STARTTIMEOUT", "0s"))) {
            assertThat(distrusting.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(distrusting.stdout().getLast()).contains("spring.datasource.url", "certification path");
        }
    }

    private static int encryptedSessions() {
        return environment.database()
                .count("select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where ssl and usename = 'service'");
    }

    @Test
    void theServicesCertificateIsRenewedAndNoRequestFails() throws Exception {
        TestAuthority authority = new TestAuthority(files, "clients");
        MountedFolder folder = new MountedFolder(files.resolve("service"));
        mount(folder, authority.issue());
        Launch launch = environment
                .launch(Map.of("SERVER_SSL_BUNDLE", "service", "SPRING_SSL_BUNDLE_PEM_SERVICE_KEYSTORE_CERTIFICATE",
                        "file:" + folder.path().resolve("tls.crt"), "SPRING_SSL_BUNDLE_PEM_SERVICE_KEYSTORE_PRIVATEKEY",
                        "file:" + folder.path().resolve("tls.key"), "SPRING_SSL_BUNDLE_PEM_SERVICE_RELOADONUPDATE",
                        "true", "SPRING_SSL_BUNDLE_WATCH_FILE_QUIETPERIOD", "500ms"));
        try (Subject subject = Subject.start(launch)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Probe.ask(subject.managementUrl().resolve("/actuator/health/readiness")) == 200);
            URI url = URI.create("https://localhost:" + subject.url().getPort());
            try (TlsClients clients = new TlsClients(authority, url)) {
                List<Double> seconds = new ArrayList<>();
                for (int i = 0; i < RENEWALS; i++) {
                    clients.awaitAnswers(100);
                    BigInteger before = serial(authority, url);
                    long renewed = System.nanoTime();
                    mount(folder, authority.issue());
                    await().atMost(Duration.ofSeconds(30)).until(() -> !serial(authority, url).equals(before));
                    seconds.add((System.nanoTime() - renewed) / 1e9);
                }
                clients.awaitAnswers(100);
                System.out.printf("%d renewals in force after %s s: %d answers, %d failures%n", RENEWALS, seconds,
                        clients.answers.get(), clients.failures.get());
                assertThat(clients.failures).hasValue(0);
            }
            assertThat(subject.management().get("/actuator/prometheus").body()).as("what the alert asks for")
                    .containsPattern(
                            "ssl_chain_expiry_seconds\\{[^}]*bundle=\"service\"[^}]*chain=\"[^\"]+\"[^}]*} [1-9]");
            assertThat(subject.probe("/livez")).as("in clear text").isNotEqualTo(200);
        }
    }

    private static void mount(MountedFolder folder, Issued issued) {
        folder.replace(Map.of("tls.crt", issued.certificate(), "tls.key", issued.key()));
    }

    /** Of the certificate that a new connection gets. */
    private static BigInteger serial(TestAuthority authority, URI url) throws IOException {
        try (SSLSocket socket = (SSLSocket) authority.trust()
                .getSocketFactory()
                .createSocket(url.getHost(), url.getPort())) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    /** Clients that keep their connections, and some that open a new one for each request. */
    private static final class TlsClients implements AutoCloseable {

        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<Thread> threads;

        TlsClients(TestAuthority authority, URI url) {
            URI path = url.resolve(ServiceDriver.get().read().path());
            this.threads = IntStream.range(0, 4)
                    .mapToObj(number -> Thread.ofVirtual().start(() -> run(authority, path, number % 2 == 0)))
                    .toList();
        }

        private void run(TestAuthority authority, URI path, boolean keepsConnection) {
            HttpClient client = client(authority);
            while (!this.stopped.get()) {
                try {
                    int status = client.send(HttpRequest.newBuilder(path).build(), BodyHandlers.ofString())
                            .statusCode();
                    (status >= 500 ? this.failures : this.answers).incrementAndGet();
                } catch (IOException ex) {
                    this.failures.incrementAndGet();
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                    return;
                }
                if (!keepsConnection) {
                    client.close();
                    client = client(authority);
                }
            }
            client.close();
        }

        private static HttpClient client(TestAuthority authority) {
            return HttpClient.newBuilder().sslContext(authority.trust()).version(HttpClient.Version.HTTP_1_1).build();
        }

        void awaitAnswers(int more) {
            int enough = this.answers.get() + more;
            await().atMost(Duration.ofSeconds(60)).until(() -> this.answers.get() > enough);
        }

        @Override
        public void close() {
            this.stopped.set(true);
            this.threads.forEach(thread -> {
                try {
                    thread.join();
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}

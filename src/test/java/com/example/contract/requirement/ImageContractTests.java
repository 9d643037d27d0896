package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.ConnectionUse;
import com.example.contract.load.KeepAliveClient;
import com.example.contract.load.LoadGenerator;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.load.RetryingClients;
import com.example.contract.subject.ContainerSubject;
import com.example.contract.subject.DockerEngine;
import com.example.contract.subject.ProbeMonitor;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.LogLines;
import com.github.dockerjava.api.model.ContainerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;
import tools.jackson.databind.JsonNode;

/** What only an image can show, in addition to the seven requirements. */
@Timeout(300)
@EnabledIfSystemProperty(named = "contract.subject", matches = "container")
class ImageContractTests {

    /** What could start a shell, or install something. */
    private static final List<String> TOOLS = List.of("sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "apk",
            "rpm", "dnf", "perl", "python3", "curl", "wget");

    private static final int SET_USER_OR_GROUP = 06000;
    private static final Pattern NOT_ROOT = Pattern.compile("[1-9]\\d*(:[1-9]\\d*)?");

    /** In earlier ones a virtual thread that waits with a time-out, as for the database, may never wake: JDK-8369227. */
    private static final Runtime.Version OLDEST_JAVA = Runtime.Version.parse("25.0.3");

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @BeforeEach
    void clear() {
        environment.clear();
    }

    @Test
    void itRunsJavaAsAUserThatIsNotRoot() {
        ContainerConfig image = configuration(ContainerSubject.IMAGE);
        assertThat(image.getUser()).matches(NOT_ROOT);
        assertThat(Objects.requireNonNull(image.getEntrypoint())[0]).endsWith("java");
        assertThat(Objects.requireNonNull(image.getLabels())).containsKeys("org.opencontainers.image.source",
                "org.opencontainers.image.revision", "org.opencontainers.image.version",
                "org.opencontainers.image.licenses");
        assertThat(image.getEnv()).noneMatch(variable -> variable.contains("PASSWORD"));
    }

    /** The counter-proof: an image that names no user runs as root. */
    @Test
    void anImageThatRunsAsRootIsSeen() {
        String busybox = new RemoteDockerImage(DockerImageName.parse("busybox:1.37")).get();
        assertThat(configuration(busybox).getUser()).doesNotMatch(NOT_ROOT);
    }

    @Test
    void itHasNoShellNoPackageManagerAndNothingThatGivesPrivileges() {
        List<TarArchiveEntry> files = DockerEngine.list(ContainerSubject.IMAGE);
        System.out.printf("%d files and folders in the image%n", files.size());
        assertThat(tools(files)).isEmpty();
        assertThat(files).filteredOn(file -> file.isFile() && (file.getMode() & SET_USER_OR_GROUP) != 0).isEmpty();
    }

    /** The counter-proof: in an image that has a shell, it is found. */
    @Test
    void aShellInAnImageIsSeen() {
        assertThat(tools(DockerEngine.list("postgres:18"))).contains("sh");
    }

    @Test
    void javaIsItsFirstProcess() {
        try (ContainerSubject subject = ContainerSubject.start(environment.launch())) {
            subject.awaitReady();
            assertThat(subject.processes()).containsExactly("java");
            assertThat(subject.proc().innermostPid()).isOne();
        }
    }

    @Test
    void itsJavaIsNoneWhoseVirtualThreadsMayNeverWake() {
        try (ContainerSubject subject = ContainerSubject.start(environment.launch())) {
            subject.awaitReady();
            JsonNode started = LogLines.beginning("JVM started", subject.stdout()).getFirst();
            assertThat(Runtime.Version.parse(started.get("java_version").asString()))
                    .isGreaterThanOrEqualTo(OLDEST_JAVA);
        }
    }

    @Test
    @NeedsStoredData
    void dockerStopUnderLoadLosesNothing() {
        try (ContainerSubject subject = ContainerSubject.start(environment.launch())) {
            subject.awaitReady();
            try (RetryingClients clients = new RetryingClients(subject.url(), 8, Duration.ofMillis(20),
                    environment.database())) {
                await().atMost(Duration.ofSeconds(60)).until(() -> clients.accepted() > 200);
                DockerEngine.client().stopContainerCmd(subject.id()).withTimeout(30).exec();
                assertThat(subject.awaitExit(Duration.ofSeconds(1))).isEqualTo(143);
                clients.giveUp();
                assertThat(clients.lost(environment.database())).isEmpty();
            }
            environment.database().assertInvariant();
        }
    }

    @Test
    @NeedsBackgroundTasks
    void twiceAsManyRequestsAsItAllowsGet503AndNotAnOutOfMemoryKill() {
        try (ContainerSubject subject = ContainerSubject
                .start(environment.launch(Requests.tasks().lasting(Duration.ofMillis(200))))) {
            subject.awaitReady();
            LoadGenerator load = KeepAliveClient.load(subject.url(), 512, ConnectionUse.kept(5), () -> Phase.STEADY);
            try (load) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> load.failures().getOrDefault("status 503 overloaded", 0L) > 1_000
                                && load.sent() > 5_000);
                assertThat(subject.probe("/livez")).isEqualTo(200);
                await().untilAsserted(() -> {
                    Answer rejected = Requests.read(subject);
                    assertThat(rejected.text("/type")).endsWith(":overloaded");
                    assertThat(rejected.header("Retry-After")).isEqualTo("1");
                });
            }
            System.out.printf("512 clients: %d requests, not served %s%n", load.sent(), load.failures());
            assertThat(load.failures().keySet()).isSubsetOf(ResourcesContractTests.REJECTIONS);
            assertThat(subject.isAlive()).isTrue();
        }
    }

    @Test
    void withAQuarterOfAProcessorProbesAreStillAnsweredInTime() {
        try (ContainerSubject subject = ContainerSubject.start(environment.launch().processors(0.25))) {
            await().atMost(Duration.ofMinutes(3)).until(() -> subject.probe("/readyz") == 200);
            subject.awaitReady();
            try (ProbeMonitor probes = new ProbeMonitor(subject)) {
                LoadGenerator load = KeepAliveClient.load(subject.url(), 4, ConnectionUse.kept(100),
                        () -> Phase.STEADY);
                try (load) {
                    await().atMost(Duration.ofMinutes(2)).until(() -> load.sent() > 300 && probes.asked() > 100);
                }
                System.out.printf("0.25 of a processor: %d requests, failed %s; %d probes, failed %s%n", load.sent(),
                        load.failures(), probes.asked(), probes.failures());
                assertThat(probes.failures()).isEmpty();
            }
        }
    }

    private static ContainerConfig configuration(String image) {
        return Objects.requireNonNull(DockerEngine.client().inspectImageCmd(image).exec().getConfig());
    }

    private static List<String> tools(List<TarArchiveEntry> files) {
        return files.stream()
                .map(file -> file.getName().substring(file.getName().lastIndexOf('/') + 1))
                .filter(TOOLS::contains)
                .toList();
    }
}

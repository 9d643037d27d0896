package com.example.contract.requirement;

import static com.example.contract.requirement.ReloadMistake.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.subject.SubjectKind;
import com.example.contract.support.LogLines;
import com.example.contract.support.MountedFolder;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requirement 5: mounted files change while it runs, and no request fails. */
@Timeout(600)
class ReloadContractTests {

    private static final int CHANGES = 100;

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    private static final Path mount = TemporaryFolder.create("contract-live");
    private static final MountedFolder live = new MountedFolder(mount.resolve("live"));

    /** The folder of a pod changes only by the kubelet, in its own time: ReloadClusterTests. */
    @BeforeAll
    static void mount() {
        assumeThat(SubjectKind.chosen()).isNotEqualTo(SubjectKind.CLUSTER);
        live.replace(Map.of(LIMIT, "77"));
    }

    @AfterAll
    static void delete() {
        TemporaryFolder.delete(mount);
    }

    /** The service, with a second folder of files. */
    private static Launch launch(Path folder, Duration interval) {
        Launch launch = environment.launch();
        String imports = launch.environment().getOrDefault("SPRING_CONFIG_IMPORT", "");
        return launch.set(Map.of("SPRING_CONFIG_IMPORT",
                String.join(",", imports, "configtree:" + folder + "/").replaceAll("^,", ""), "CHASSIS_RELOAD_INTERVAL",
                interval.toMillis() + "ms")).mount(mount);
    }

    @Test
    void aHundredChangesUnderLoadFailNoRequest() {
        try (Subject subject = Subject.ready(launch(live.path(), INTERVAL)); ClientGroups clients = load(subject)) {
            List<Double> seconds = new ArrayList<>();
            for (int i = 1; i <= CHANGES; i++) {
                String limit = Integer.toString(200 + i);
                long swapped = System.nanoTime();
                live.replace(Map.of(LIMIT, limit));
                await().pollInterval(Duration.ofMillis(10)).until(() -> inForce(subject).equals(limit));
                seconds.add((System.nanoTime() - swapped) / 1e9);
            }
            assertThat(clients.finish(CHANGES + " changes")).isEmpty();
            seconds.sort(null);
            double middle = seconds.get(CHANGES / 2);
            System.out.printf("%d changes in force after %.2f s, at most %.2f s%n", CHANGES, middle, seconds.getLast());
            assertThat(middle).as("by events, and not by the next interval").isLessThan(INTERVAL.toMillis() / 2e3);
            assertThat(subject.metric("config_reloads_total")).isEqualTo(CHANGES);
        }
    }

    private static ClientGroups load(Subject subject) {
        ClientGroups clients = new ClientGroups();
        clients.add("service", subject.url(), 4, List.of(ConnectionUse.kept(20), ConnectionUse.closed(100)));
        clients.awaitRequests(200);
        clients.enter(Phase.REPLACING);
        return clients;
    }

    private static String inForce(Subject subject) {
        return subject.management().get("/actuator/configuration").json().path("properties").path(LIMIT).asString();
    }

    @Test
    void eachMistakeIsRejectedWithItsLineAndTheLastGoodChangeStaysInForce() throws IOException {
        try (Subject subject = Subject.ready(launch(live.path(), INTERVAL)); ClientGroups clients = load(subject)) {
            System.out.println("| mistake | error |");
            for (ReloadMistake mistake : ReloadMistake.all().toList()) {
                live.replace(Map.of(LIMIT, "99"));
                await().until(
                        () -> subject.metric("config_last_reload_successful") == 1 && inForce(subject).equals("99"));
                int lines = errors(subject).size();
                mistake.change().make(live);
                await(mistake.what()).until(() -> errors(subject).size() > lines);
                String error = errors(subject).getLast();
                System.out.printf("| %s | %s |%n", mistake,
                        error.length() < 500 ? error : error.substring(0, 500) + "…");
                assertThat(error).contains(mistake.expected());
                assertThat(subject.metric("config_last_reload_successful")).isZero();
                assertThat(subject.metric("overload_requests_limit")).isEqualTo(99);
                assertThat(subject.probe("/livez")).isEqualTo(200);
                assertThat(subject.probe("/readyz")).isEqualTo(200);
            }
            live.replace(Map.of(LIMIT, "77"));
            await().until(() -> inForce(subject).equals("77"));
            assertThat(clients.finish("mistakes")).isEmpty();
            assertThat(subject.metric("config_reloads_rejected_total")).isEqualTo(errors(subject).size());
            assertThat(LogLines.notJson(subject.stdout())).isEmpty();
            assertThat(subject.stderr()).isEmpty();
        }
    }

    private static List<String> errors(Subject subject) {
        return LogLines.beginning("Configuration not reloaded", subject.stdout())
                .stream()
                .map(line -> line.path("message").asString())
                .toList();
    }

    /** No event tells that the folder itself was replaced by another one: the files are read again all the same. */
    @Test
    void aChangeWithoutAnEventIsSeenInTheNextInterval() throws IOException {
        Path link = mount.resolve("no-events");
        link(link, "first", "81");
        try (Subject subject = Subject.ready(launch(link, INTERVAL))) {
            assertThat(subject.metric("overload_requests_limit")).isEqualTo(81);
            long swapped = System.nanoTime();
            link(link, "second", "82");
            await().until(() -> subject.metric("overload_requests_limit") == 82);
            double seconds = (System.nanoTime() - swapped) / 1e9;
            System.out.printf("a change without an event: in force after %.2f s of an interval of %d s%n", seconds,
                    INTERVAL.toSeconds());
            assertThat(seconds).isLessThan(INTERVAL.toMillis() / 1e3 + 2);
        }
    }

    /** The counter-proof: nothing looks. */
    @Test
    void withNeitherEventNorIntervalAChangeIsNotSeen() throws IOException {
        Path link = mount.resolve("no-interval");
        link(link, "third", "81");
        try (Subject subject = Subject.ready(launch(link, Duration.ofHours(1)))) {
            link(link, "fourth", "82");
            await().during(INTERVAL.plusSeconds(1)).until(() -> subject.metric("overload_requests_limit") == 81);
        }
    }

    private static void link(Path link, String name, String limit) throws IOException {
        new MountedFolder(mount.resolve(name)).replace(Map.of(LIMIT, limit));
        Path next = Files.createSymbolicLink(mount.resolve("next"), Path.of(name));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }
}

package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.RetryingClients;
import com.example.contract.subject.KillableDatabase;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.subject.SubjectKind;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requirement 5: the password of the database changes while it runs, and no request fails. */
@Timeout(900)
@NeedsStoredData
class CredentialRotationContractTests {

    private static final int ROTATIONS = Integer.getInteger("contract.rotations", Tier.FULL ? 20 : 5);

    /** What the old sessions get to end by themselves. */
    private static final Duration OVERLAP = Duration.ofSeconds(Tier.FULL ? 5 : 1);

    private static final int CLIENTS = 8;

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    private int rotations;

    /** The folder of a pod changes only by the kubelet, in its own time: ReloadClusterTests. */
    @BeforeAll
    static void mount() {
        assumeThat(SubjectKind.chosen()).isNotEqualTo(SubjectKind.CLUSTER);
    }

    @BeforeEach
    void clear() {
        environment.clear();
        database().setPassword(KillableDatabase.NAME, KillableDatabase.PASSWORD);
        database().mountPassword(KillableDatabase.PASSWORD);
    }

    private static KillableDatabase database() {
        return environment.database();
    }

    private static RetryingClients clients(Subject subject) {
        return new RetryingClients(subject.url(), CLIENTS, Duration.ofMillis(20), database());
    }

    @Test
    void thePasswordIsRotatedUnderLoadAndNoRequestFails() {
        try (Subject subject = Subject.ready(environment.launch()); RetryingClients clients = clients(subject)) {
            int left = 0;
            for (int i = 1; i <= ROTATIONS; i++) {
                clients.awaitAccepted(50);
                String before = database().now();
                database().setPassword(KillableDatabase.NAME, "rotated-" + i);
                database().mountPassword("rotated-" + i);
                awaitRotation(subject);
                left += terminateAfterOverlap(before);
            }
            finish("one user", clients, left);
        }
    }

    /** The user that is not in use gets the new password, so that old and new are valid together. */
    @Test
    void twoUsersTakeTurnsAndNoRequestFails() {
        String[] users = {KillableDatabase.NAME, database().addSecondRole()};
        database().mountCredentials(users[0], KillableDatabase.PASSWORD);
        try (Subject subject = Subject.ready(environment.launch().unset("SPRING_DATASOURCE_USERNAME"));
                RetryingClients clients = clients(subject)) {
            int left = 0;
            for (int i = 1; i <= ROTATIONS; i++) {
                clients.awaitAccepted(50);
                String before = database().now();
                database().setPassword(users[i % 2], "rotated-" + i);
                database().mountCredentials(users[i % 2], "rotated-" + i);
                awaitRotation(subject);
                left += terminateAfterOverlap(before);
            }
            finish("two users", clients, left);
        }
    }

    private void awaitRotation(Subject subject) {
        this.rotations++;
        await().until(() -> subject.metric("database_credentials_rotations_total") == this.rotations);
    }

    private static int terminateAfterOverlap(String before) {
        long deadline = System.nanoTime() + OVERLAP.toNanos();
        await().atMost(OVERLAP.plusSeconds(1)).until(() -> System.nanoTime() > deadline);
        return database().terminateSessions(before);
    }

    private static void finish(String what, RetryingClients clients, int left) {
        clients.stop();
        System.out.printf("| %s | %d rotations | %d sessions left after %d s | %d accepted | %s |%n", what, ROTATIONS,
                left, OVERLAP.toSeconds(), clients.accepted(), clients.answers());
        assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.NO_ERROR);
        assertThat(left).as("sessions with the old password").isZero();
        assertNothingLostOrDoubled(clients);
    }

    private static void assertNothingLostOrDoubled(RetryingClients clients) {
        await().atMost(Duration.ofSeconds(60)).until(database()::isSettled);
        clients.assertNothingLostOrDoubled(database());
    }

    /**
     * As an operator does who must lock somebody out. The end of a session fails one request; and each client may once wait
     * in vain for a session with the new password.
     */
    @Test
    void thoughTheOldSessionsAreEndedAtOnceNothingIsLost() {
        try (Subject subject = Subject.ready(environment.launch()); RetryingClients clients = clients(subject)) {
            long ended = 0;
            for (int i = 1; i <= ROTATIONS; i++) {
                clients.awaitAccepted(50);
                database().setPassword(KillableDatabase.NAME, "at-once-" + i);
                database().mountPassword("at-once-" + i);
                ended += database().terminateSessions(database().now());
            }
            clients.awaitAccepted(50);
            clients.stop();
            long failed = clients.answers()
                    .entrySet()
                    .stream()
                    .filter(answer -> !RetryingClients.NO_ERROR.contains(answer.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            System.out.printf(
                    "| %d sessions ended at once | %d rotations | %d failed, with %d clients | %d accepted | %s |%n",
                    ended, ROTATIONS, failed, CLIENTS, clients.accepted(), clients.answers());
            assertThat(failed).isLessThanOrEqualTo(ended + (long) ROTATIONS * CLIENTS);
            assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.IN_AN_OUTAGE);
            assertNothingLostOrDoubled(clients);
        }
    }

    @Test
    void aWrongPasswordChangesNothingButWhatOperatorsSee() {
        try (Subject subject = Subject.ready(environment.launch()); RetryingClients clients = clients(subject)) {
            long mounted = System.nanoTime();
            database().mountPassword("a-wrong-one");
            await().until(() -> subject.metric("database_credentials_refused") == 1);
            double seen = (System.nanoTime() - mounted) / 1e9;
            assertThat(subject.management().get("/actuator/health").status()).isEqualTo(503);
            assertThat(subject.management().get("/actuator/health").body())
                    .contains("spring.datasource.password=******");
            assertThat(subject.probe("/livez")).isEqualTo(200);
            assertThat(subject.probe("/readyz")).isEqualTo(200);
            clients.awaitAccepted(100);

            mounted = System.nanoTime();
            database().mountPassword(KillableDatabase.PASSWORD);
            await().until(() -> subject.metric("database_credentials_refused") == 0);
            double back = (System.nanoTime() - mounted) / 1e9;
            clients.stop();
            System.out.printf("a wrong password: told after %.2f s, no longer %.2f s after it was put right; %s%n",
                    seen, back, clients.answers());
            assertThat(clients.answers().keySet()).isSubsetOf(RetryingClients.NO_ERROR);
            assertThat(subject.management().get("/actuator/health").status()).isEqualTo(200);
            assertThat(LogLines.beginning("Database credentials not rotated", subject.stdout())).hasSize(1);
            assertNothingLostOrDoubled(clients);
        }
    }

    @Test
    void whileAPasswordIsRefusedNewConnectionsUseTheLastThatWasAccepted() {
        try (Subject subject = Subject.ready(environment.launch())) {
            database().mountPassword("a-wrong-one");
            await().until(() -> subject.metric("database_credentials_refused") == 1);
            assertThat(database().terminateSessions(database().now())).isPositive();
            await().until(() -> Requests.store(subject).status() < 300);
        }
    }

    /** As where the file comes first, and the old sessions are ended before the next look at the files. */
    @Test
    void aPasswordThatWasRefusedIsUsedOnceTheFormerOneIsRefused() {
        try (Subject subject = Subject.ready(environment.launch(Map.of("CHASSIS_RELOAD_INTERVAL", "60s")))) {
            database().mountPassword("file-first");
            await().until(() -> subject.metric("database_credentials_refused") == 1);
            database().setPassword(KillableDatabase.NAME, "file-first");
            assertThat(database().terminateSessions(database().now())).isPositive();
            await().until(() -> Requests.store(subject).status() < 300);
        }
    }

    @Test
    void aUserWithoutRightsIsRefused() {
        String stranger = database().addRoleWithoutRights();
        database().mountCredentials(KillableDatabase.NAME, KillableDatabase.PASSWORD);
        try (Subject subject = Subject.ready(environment.launch().unset("SPRING_DATASOURCE_USERNAME"))) {
            database().mountCredentials(stranger, KillableDatabase.PASSWORD);
            await().until(() -> subject.metric("database_credentials_refused") == 1);
            assertThat(subject.management().get("/actuator/health").body()).contains(stranger,
                    "may not read any table");
            assertThat(Requests.store(subject).status()).isLessThan(300);
        }
    }
}

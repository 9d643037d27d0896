package com.example.chassis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.example.chassis.planted.FixedCredentials;
import com.example.contract.load.RetryingClients;
import com.example.contract.requirement.NeedsStoredData;
import com.example.contract.subject.KillableDatabase;
import com.example.contract.subject.Subject;
import com.example.contract.subject.SubjectEnvironment;
import com.example.contract.subject.SubjectKind;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counter-proof of the password that changes. */
@Timeout(300)
@NeedsStoredData
class CredentialRotationCounterProofContractTests {

    @AutoClose
    private static final SubjectEnvironment environment = SubjectEnvironment.start();

    @Test
    void withThePasswordOfTheStartEveryRequestFailsOnceTheOldSessionsHaveEnded() {
        assumeThat(SubjectKind.chosen()).isNotEqualTo(SubjectKind.CLUSTER);
        KillableDatabase database = environment.database();
        try (Subject subject = Subject.ready(environment.launch().plant(FixedCredentials.class));
                RetryingClients clients = new RetryingClients(subject.url(), 2, Duration.ofMillis(50), database)) {
            await().until(() -> clients.accepted() > 20);
            database.setPassword(KillableDatabase.NAME, "rotated");
            database.mountPassword("rotated");
            database.terminateSessions(database.now());
            await().until(() -> clients.answers().getOrDefault("POST 503", 0L) > 4);
            // Not what was accepted: an answer may wait seconds for its task after its request was stored.
            int stored = database.storedIds().size();
            await().during(Duration.ofSeconds(3)).until(() -> database.storedIds().size() == stored);
            assertThat(subject.probe("/readyz")).isEqualTo(200);
        }
    }
}

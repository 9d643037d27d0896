package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseStartupTests {

    private Instant now = Instant.EPOCH;
    private final DatabaseStartup start = new DatabaseStartup(
            new DriverManagerDataSource(), new DatabaseProperties(true, true, Duration.ofSeconds(60),
                    Duration.ofMillis(100), Duration.ofSeconds(2), false, true),
            new StaticApplicationContext(), clock());

    private Clock clock() {
        return ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
    }

    @Test
    void allThatIsWaitedForSharesOneTimeout() {
        this.start.await("database", () -> reasonFor(40), IllegalStateException::new);
        assertThat(this.now).isEqualTo(Instant.EPOCH.plusSeconds(40));
        assertThatThrownBy(() -> this.start.await("schema", () -> reasonFor(90), IllegalStateException::new))
                .hasMessage("within 60 s: not there at 60 s");
    }

    /** Ten seconds go by with each question, until so many have gone since the start. */
    private Optional<String> reasonFor(int seconds) {
        if (!this.now.isBefore(Instant.EPOCH.plusSeconds(seconds))) {
            return Optional.empty();
        }
        this.now = this.now.plusSeconds(10);
        return Optional.of("not there at " + this.now.getEpochSecond() + " s");
    }
}

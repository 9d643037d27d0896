package com.example.orders.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class SheddingTests {

    private Instant now = Instant.EPOCH;
    private final Shedding shedding = new Shedding(new Ticking());
    private final OverloadHealthIndicator health = new OverloadHealthIndicator(this.shedding, Duration.ofSeconds(10));

    @Test
    void isReadyWhereNothingIsRefused() {
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void staysReadyThroughAShortOverload() {
        refuseFor(9);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void isUnreadyAfterALongOverloadAndReadyAgainAfterIt() {
        refuseFor(10);
        assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
        this.now = this.now.plus(Shedding.PAUSE).plusMillis(1);
        assertThat(status()).isEqualTo(Status.UP);
        this.shedding.refused();
        assertThat(this.shedding.lasting()).isZero();
        assertThat(this.shedding.total()).isEqualTo(12);
    }

    private Status status() {
        return this.health.health().getStatus();
    }

    private void refuseFor(int seconds) {
        this.shedding.refused();
        for (int i = 0; i < seconds; i++) {
            this.now = this.now.plusSeconds(1);
            this.shedding.refused();
        }
    }

    private final class Ticking extends Clock {

        @Override
        public Instant instant() {
            return SheddingTests.this.now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

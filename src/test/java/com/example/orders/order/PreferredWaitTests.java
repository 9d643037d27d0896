package com.example.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferredWaitTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"wait=5 | 5", "respond-async, wait=5 | 5", "WAIT = \"7\" | 7",
            "wait=5; x=y | 5", "wait=31 | 30", "wait=999999999 | 30", "wait=0 | 0", "wait=-1 | 0", "wait=soon | 0",
            "wait | 0", "nowait=5 | 0", "wait=5, wait=9 | 5", "wait=99999999999 | 30"})
    void readsTheFirstWaitAndCutsItToTheLongest(String header, long seconds) {
        assertThat(PreferredWait.of(List.of(header), Duration.ofSeconds(30))).hasSeconds(seconds);
    }
}

package com.example.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FileWatchTests {

    private static final String WARNING = "are seen in each interval alone";

    @Test
    void saysOnceThatAFolderTellsNoEventsAndLooksInEachInterval(CapturedOutput output, @TempDir Path parent)
            throws IOException {
        Path folder = parent.resolve("mounted");
        AtomicInteger looks = new AtomicInteger();
        try (FileWatch _ = new FileWatch(List.of(folder), Duration.ofMillis(20), looks::incrementAndGet)) {
            await().until(() -> looks.get() >= 5);
            assertThat(output.getOut().split(WARNING, -1)).hasSize(2);

            Files.createDirectory(folder);
            int before = looks.get();
            await().until(() -> looks.get() >= before + 2);
            Files.delete(folder);
            await().until(() -> output.getOut().split(WARNING, -1).length == 3);
        }
    }
}

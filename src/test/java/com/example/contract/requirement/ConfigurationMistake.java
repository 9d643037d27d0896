package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.subject.KillableDatabase;
import com.example.contract.subject.Launch;
import com.example.contract.subject.Subject;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A mistake in the configuration, which must stop the start within seconds with one line.
 *
 * @param what names it
 * @param environment variables to add
 * @param arguments arguments to add
 * @param holds what the line must contain: property, origin and fix
 */
public record ConfigurationMistake(String what, Map<String, String> environment, List<String> arguments,
        List<String> holds) {

    /** A mistake in environment variables, or in a file that they name. */
    public static ConfigurationMistake of(String what, Map<String, String> environment, String... holds) {
        return new ConfigurationMistake(what, environment, List.of(), List.of(holds));
    }

    /** A mistake in an argument. */
    public static ConfigurationMistake argument(String what, String argument, String... holds) {
        return new ConfigurationMistake(what, Map.of(), List.of(argument), List.of(holds));
    }

    @Override
    public String toString() {
        return this.what;
    }

    /** Starts a subject with the mistake, prints its line, and fails if it is not as promised. */
    public void assertStopsTheStart(Launch launch) {
        long start = System.nanoTime();
        try (Subject subject = Subject
                .start(launch.set(this.environment).arguments(this.arguments.toArray(String[]::new)))) {
            int exit = subject.awaitExit(Duration.ofSeconds(60));
            double seconds = (System.nanoTime() - start) / 1e9;
            List<JsonNode> errors = LogLines.parse(subject.stdout())
                    .stream()
                    .filter(line -> line.path("level").asString().equals("ERROR"))
                    .toList();
            assertThat(errors).as("error lines").hasSize(1);
            String message = errors.getFirst().path("message").asString();
            System.out.printf("| %s | %s | %.1f |%n", this.what, message, seconds);
            assertThat(exit).isEqualTo(1);
            assertThat(seconds).isLessThan(30); // of a machine that may be starting others
            assertThat(message).startsWith("Cannot start: ").contains(this.holds);
            assertThat(errors.getFirst().has("stack_trace")).isFalse();
            assertThat(String.join("\n", subject.stdout())).doesNotContain("not-the-password",
                    KillableDatabase.PASSWORD);
            assertThat(subject.stderr()).isEmpty();
        }
    }
}

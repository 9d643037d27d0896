package com.example.orders.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line of a cluster, in one namespace: what a test does with it, a reader can repeat by hand. */
record Kubectl(String namespace) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Runs a command and gives its output; one that fails is an error with what it said. */
    String run(String... arguments) {
        return output(attempt("", arguments));
    }

    /** Creates or changes what a manifest describes. */
    void apply(String manifest) {
        output(attempt(manifest, "apply", "--filename=-"));
    }

    private static String output(Outcome outcome) {
        if (outcome.exit() != 0) {
            throw new IllegalStateException("%s: %s".formatted(outcome.command(), outcome.error()));
        }
        return outcome.output();
    }

    /** Runs a command that may fail, with something on its standard input. */
    Outcome attempt(String input, String... arguments) {
        try {
            Path error = Files.createTempFile("kubectl", ".err");
            Process process = start(ProcessBuilder.Redirect.to(error.toFile()), arguments);
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Outcome outcome = new Outcome("kubectl " + String.join(" ", arguments), process.waitFor(), output,
                    Files.readString(error).strip());
            Files.delete(error);
            return outcome;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /** Starts a command that goes on. */
    Process start(ProcessBuilder.Redirect error, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", this.namespace));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(error).start();
    }

    /** What a command prints as JSON. */
    JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--output=json");
        return JSON.readTree(run(all.toArray(String[]::new)));
    }

    /**
     * What became of a command.
     *
     * @param command what was run
     * @param exit its exit code
     * @param output what it wrote to standard output
     * @param error what it wrote to standard error
     */
    record Outcome(String command, int exit, String output, String error) {}
}

package com.example.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that a test runs to their end. */
public final class Command {

    private Command() {}

    /** Runs one, without input. */
    public static Outcome run(String... command) {
        return run(Path.of(""), "", List.of(command));
    }

    /** Whether one is installed and succeeds. */
    public static boolean succeeds(String... command) {
        try {
            return run(command).exit() == 0;
        } catch (UncheckedIOException ex) {
            return false;
        }
    }

    /** Runs one in a folder, with something on its standard input. */
    public static Outcome run(Path folder, String input, List<String> command) {
        try {
            Path error = Files.createTempFile("command", ".err");
            try {
                Process process = new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile())
                        .redirectError(error.toFile())
                        .start();
                process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Outcome(String.join(" ", command), process.waitFor(), output,
                        Files.readString(error).strip());
            } finally {
                Files.delete(error);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /**
     * What became of a program.
     *
     * @param command what was run
     * @param exit its exit code
     * @param output what it wrote to standard output
     * @param error what it wrote to standard error
     */
    public record Outcome(String command, int exit, String output, String error) {

        /** Its output; a program that failed is an error with what it said. */
        public String orElseThrow() {
            if (this.exit != 0) {
                throw new IllegalStateException("%s exited with %d: %s".formatted(this.command, this.exit, this.error));
            }
            return this.output;
        }
    }
}

package com.example.orders.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What no API gives: a node that is lost, one that is cut off, and proxies that learn late. The system property
 * {@code contract.faults} names a folder with the programs {@code fail-node}, {@code cut-node}, {@code up} (which mends
 * both) and {@code lag-endpoints}.
 */
final class Faults {

    private Faults() {}

    /** Kills a node. */
    static void fail(String node) {
        run("fail-node", node);
    }

    /** Cuts a node off, and lets it work on unheard. */
    static void cut(String node) {
        run("cut-node", node);
    }

    /** Brings every node back. */
    static void mend() {
        run("up");
    }

    /** Holds every proxy still for so many seconds: a change of endpoints arrives only then. */
    static void lag(int seconds) {
        run("lag-endpoints", Integer.toString(seconds));
    }

    private static void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("contract.faults"), program).toString());
        command.addAll(List.of(arguments));
        try {
            int exit = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}

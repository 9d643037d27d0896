package com.example.contract.subject;

import java.util.ArrayList;
import java.util.List;

/** A shell in front of a command, as in an image whose entry point is a script: it forwards no signal. */
final class Shell {

    private Shell() {}

    /**
     * The command with a shell in front, which stays there until the command ends, and exits with its code.
     *
     * @param shell how the shell is called
     */
    static List<String> inFrontOf(List<String> command, String... shell) {
        List<String> line = new ArrayList<>(List.of(shell));
        line.addAll(List.of("-c", String.join(" ", command) + "; exit $?"));
        return line;
    }
}

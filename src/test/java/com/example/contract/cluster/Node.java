package com.example.contract.cluster;

import com.example.contract.system.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A node of the cluster, seen from a privileged pod in its namespace of processes. One shell there is kept open, so that
 * a question takes milliseconds.
 */
public final class Node implements Machine, AutoCloseable {

    private static final String END = "-- end of the answer --";

    private final Process shell;
    private final Writer questions;
    private final BufferedReader answers;

    /** Opens the shell in a pod that is there already. */
    Node(Kubectl kubectl, String pod) {
        try {
            this.shell = kubectl.start("exec", "--stdin", pod, "--", "sh");
            this.questions = this.shell.outputWriter(StandardCharsets.UTF_8);
            this.answers = new BufferedReader(
                    new InputStreamReader(this.shell.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The output of a command on the node. */
    public synchronized String run(String command) {
        try {
            this.questions.write("%s 2>/dev/null; printf '\\n%s\\n'%n".formatted(command, END));
            this.questions.flush();
            StringBuilder answer = new StringBuilder();
            for (String line = this.answers.readLine(); !END.equals(line); line = this.answers.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("The shell on the node has exited, asked for: " + command);
                }
                answer.append(line).append('\n');
            }
            return answer.substring(0, answer.length() - 1);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public String read(String file) {
        return run("cat " + file);
    }

    @Override
    public List<String> processes() {
        return run("cat /proc/[0-9]*/stat").lines().filter(line -> !line.isEmpty()).toList();
    }

    @Override
    public void close() {
        this.shell.destroy();
    }
}

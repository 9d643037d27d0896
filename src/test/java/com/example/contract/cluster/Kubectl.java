package com.example.contract.cluster;

import com.example.contract.support.Command;
import com.example.contract.support.Command.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line of a cluster, in one namespace: what a test does with it, a reader can repeat by hand. */
public record Kubectl(String namespace) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Runs a command and gives its output; one that fails is an error with what it said. */
    public String run(String... arguments) {
        return attempt("", arguments).orElseThrow();
    }

    /** Creates or changes what a manifest describes; on the server, since kubectl keeps no more than 256 KiB of its own. */
    public void apply(String manifest) {
        attempt(manifest, "apply", "--server-side", "--force-conflicts", "--filename=-").orElseThrow();
    }

    /** Runs a command that may fail, with something on its standard input. */
    public Outcome attempt(String input, String... arguments) {
        return Command.run(Path.of(""), input, command(arguments));
    }

    /** Starts a command that goes on. */
    public Process start(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", this.namespace));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What a command prints as JSON. */
    public JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--output=json");
        return JSON.readTree(run(all.toArray(String[]::new)));
    }
}

package com.example.contract.cluster;

import static org.awaitility.Awaitility.await;

import com.example.contract.support.Command.Outcome;
import com.example.contract.system.ProcessInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A pod of one container. */
public final class Pod {

    private static final String CONTAINER = "/status/containerStatuses/0";

    private final Kubectl kubectl;
    private final String name;
    private JsonNode seen;
    private @Nullable Long pid;

    /** One that is there, as the API server has described it. */
    Pod(Kubectl kubectl, JsonNode seen) {
        this.kubectl = kubectl;
        this.name = seen.at("/metadata/name").asString();
        this.seen = seen;
    }

    /** Creates one, and waits until its container has been started. */
    public static Pod create(Kubectl kubectl, JsonNode manifest) {
        kubectl.apply(manifest.toString());
        String name = manifest.at("/metadata/name").asString();
        kubectl.run("wait", "pod", name, "--timeout=" + Cluster.PATIENCE.toSeconds() + "s",
                "--for=jsonpath={.status.containerStatuses[0].containerID}");
        return new Pod(kubectl, kubectl.json("get", "pod", name));
    }

    private JsonNode get() {
        return this.kubectl.json("get", "pod", this.name);
    }

    public String name() {
        return this.name;
    }

    /** Its address, by which the machine of the tests must reach it too. */
    public String address() {
        return this.seen.at("/status/podIP").asString();
    }

    /** The digest of its image. */
    public String image() {
        return this.seen.at(CONTAINER + "/imageID").asString();
    }

    public String nodeName() {
        return this.seen.at("/spec/nodeName").asString();
    }

    public Node node() {
        return Cluster.get().node(nodeName());
    }

    /** Its first process, as the node knows it. */
    public ProcessInfo proc() {
        return new ProcessInfo(node(), pid());
    }

    public boolean isReady() {
        return this.seen.at(CONTAINER + "/ready").asBoolean();
    }

    /** How often its container was started again. */
    public int restarts() {
        return this.seen.at(CONTAINER + "/restartCount").asInt();
    }

    /** Why its container is not running, or ran last: what the kubelet says, in one line. */
    public String trouble() {
        JsonNode status = this.seen.at(CONTAINER);
        return Stream.of("/state/waiting", "/state/terminated", "/lastState/terminated")
                .map(status::at)
                .filter(state -> !state.isMissingNode())
                .map(state -> "%s %s".formatted(state.path("reason").asString(""), state.path("message").asString("")))
                .collect(Collectors.joining("; "));
    }

    /** The number of its first process on the node. */
    public long pid() {
        if (this.pid == null) {
            String id = this.seen.at(CONTAINER + "/containerID").asString().replaceFirst(".*//", "");
            String cgroups = node().run("grep -l " + id + " /proc/[0-9]*/cgroup");
            this.pid = cgroups.lines()
                    .filter(file -> !file.isEmpty())
                    .mapToLong(file -> Long.parseLong(file.split("/", -1)[2]))
                    .filter(each -> new ProcessInfo(node(), each).innermostPid() == 1)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(this.name + " is gone"));
        }
        return Objects.requireNonNull(this.pid);
    }

    public boolean isAlive() {
        return !get().at(CONTAINER + "/state/running").isMissingNode();
    }

    /** Waits for the end of its container and gives the exit code. */
    public int awaitExit(Duration longest) {
        String exit = CONTAINER + "/state/terminated/exitCode";
        await().atMost(longest).pollInterval(Duration.ofMillis(250)).until(() -> {
            this.seen = get();
            return this.seen.at(exit).isNumber();
        });
        return this.seen.at(exit).asInt();
    }

    /**
     * The lines of one of its streams, from the node's files, where agents read them. A long line is cut there into parts.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/cluster-administration/logging/#how-nodes-handle-container-logs">
     *     How nodes handle container logs</a>
     */
    public List<String> log(String stream) {
        StringBuilder text = new StringBuilder();
        node().run("for file in %s; do case $file in *.gz) zcat $file ;; *) cat $file ;; esac; done"
                .formatted(String.join(" ", logFiles())))
                .lines()
                .map(line -> line.split(" ", 4))
                .filter(parts -> parts.length == 4 && parts[1].equals(stream))
                .forEach(parts -> text.append(parts[3]).append(parts[2].equals("F") ? "\n" : ""));
        return Arrays.stream(text.toString().split("\n", -1)).filter(line -> !line.isEmpty()).toList();
    }

    /** The files that the kubelet has put its lines into, oldest first: those with a time in their name, then the last. */
    public List<String> logFiles() {
        String pattern = "/proc/1/root/var/log/pods/%s_%s_*/*/*.log*".formatted(this.kubectl.namespace(), this.name);
        return node().run("ls " + pattern)
                .lines()
                .filter(file -> !file.isEmpty())
                .sorted(Comparator.comparing(file -> file.endsWith(".log") ? file + "~" : file))
                .toList();
    }

    /** Files of the application in its image that contain one of these texts. */
    public List<String> imageFilesWith(List<String> texts) {
        String patterns = texts.stream().map("-e '%s' "::formatted).collect(Collectors.joining());
        return node().run("grep -rlF %s/proc/%d/root/app || true".formatted(patterns, pid())).lines().toList();
    }

    /** Runs a command in its shell, where it has one. */
    public Outcome exec(String command) {
        return this.kubectl.attempt("", "exec", this.name, "--", "sh", "-c", command);
    }

    /** Removes it at once, whatever it does. */
    public void delete() {
        this.kubectl.run("delete", "pod", this.name, "--grace-period=0", "--force", "--wait=false");
    }
}

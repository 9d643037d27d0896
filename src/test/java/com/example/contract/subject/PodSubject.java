package com.example.contract.subject;

import com.example.contract.cluster.Cluster;
import com.example.contract.cluster.Mounts;
import com.example.contract.cluster.Pod;
import com.example.contract.system.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod as the Deployment of the overlay makes it, alone: nothing starts its container again, no probe is asked but by a
 * test, and its settings and mounts are those of the test.
 */
final class PodSubject implements AddressedSubject {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Pod pod;

    private PodSubject(Pod pod) {
        this.pod = pod;
    }

    public static PodSubject start(Launch launch) {
        ObjectNode manifest = Cluster.get().podTemplate();
        manifest.put("apiVersion", "v1").put("kind", "Pod");
        manifest.putObject("metadata").put("name", "subject-" + NUMBER.incrementAndGet());
        ObjectNode spec = (ObjectNode) manifest.get("spec");
        spec.put("restartPolicy", "Never");
        spec.remove(List.of("affinity", "topologySpreadConstraints"));
        ObjectNode container = (ObjectNode) spec.at("/containers/0");
        container.remove(List.of("envFrom", "startupProbe", "livenessProbe", "readinessProbe", "lifecycle"));
        Mounts mounts = new Mounts(spec, container);
        mounts.leaveOnly("tmp");
        launch.mounts().forEach(mounts::add);
        ArrayNode environment = container.putArray("env");
        launch.environment().forEach((name, value) -> environment.addObject().put("name", name).put("value", value));
        confine(container, launch);
        if (launch.isUnconfined()) {
            unconfined(spec, container);
        }
        run(mounts, container, launch);
        return new PodSubject(Pod.create(Cluster.get().kubectl(), manifest));
    }

    private static void confine(ObjectNode container, Launch launch) {
        ObjectNode resources = (ObjectNode) container.get("resources");
        ((ObjectNode) resources.get("limits")).put("memory", Long.toString(launch.memory()))
                .put("cpu", Double.toString(launch.processors()));
        ((ObjectNode) resources.get("requests")).put("memory", Long.toString(launch.memory())).put("cpu", "100m");
        container.remove("resizePolicy");
    }

    /** As root, with a file system that can be written. */
    private static void unconfined(ObjectNode spec, ObjectNode container) {
        ((ObjectNode) spec.get("securityContext")).put("runAsNonRoot", false).put("runAsUser", 0).put("runAsGroup", 0);
        ((ObjectNode) container.get("securityContext")).put("readOnlyRootFilesystem", false);
    }

    /** The image's own command, with what the test adds to it. */
    private static void run(Mounts mounts, ObjectNode container, Launch launch) {
        if (launch.jvm().isEmpty() && !launch.isPlanted() && !launch.behindAShell()) {
            launch.arguments().forEach(container.putArray("args")::add);
            return;
        }
        List<String> command = new ArrayList<>(Entrypoint.OF_THE_IMAGE.command());
        int classPath = command.indexOf("-cp") + 1;
        if (launch.isPlanted()) {
            mounts.add(Planted.folder());
            command.set(classPath, Entrypoint.OF_THE_IMAGE.classPath() + ":" + Planted.folder());
        }
        command.addAll(classPath - 1, launch.jvm());
        command.addAll(launch.arguments());
        if (launch.behindAShell()) {
            command = Shell.inFrontOf(command, mounts.addShell(), "sh");
        }
        command.forEach(container.putArray("command")::add);
    }

    /** What the image runs, read from a process that runs it. */
    private record Entrypoint(List<String> command, String classPath) {

        static final Entrypoint OF_THE_IMAGE = read();

        private static Entrypoint read() {
            try (PodSubject plain = start(Launch.with(Map.of()))) {
                String[] command = plain.proc().read("cmdline").strip().split("\0", -1);
                return new Entrypoint(Arrays.stream(command).filter(word -> !word.isBlank()).toList(),
                        plain.proc().read("root/app/jib-classpath-file").strip());
            }
        }
    }

    @Override
    public String address() {
        return this.pod.address();
    }

    @Override
    public void signal(String name) {
        this.pod.node().run("kill -%s %d".formatted(name, this.pod.pid()));
    }

    @Override
    public int awaitExit(Duration longest) {
        return this.pod.awaitExit(longest);
    }

    @Override
    public boolean isAlive() {
        return this.pod.isAlive();
    }

    @Override
    public List<String> stdout() {
        return this.pod.log("stdout");
    }

    @Override
    public List<String> stderr() {
        return this.pod.log("stderr");
    }

    @Override
    public String checksum() {
        return this.pod.image();
    }

    /** What lies in the topmost layer of its file system, which is its own, but for the places where others are mounted. */
    @Override
    public List<String> writtenFiles() {
        List<String> mounts = proc().read("mountinfo").lines().toList();
        Set<String> mountPoints = mounts.stream().map(PodSubject::mountPoint).collect(Collectors.toSet());
        String root = mounts.stream().filter(mount -> mountPoint(mount).equals("/")).findFirst().orElseThrow();
        String layer = "/proc/1/root" + root.replaceFirst(".*upperdir=([^,]*).*", "$1");
        return this.pod.node()
                .run("find " + layer + " ! -type d")
                .lines()
                .map(file -> file.substring(Math.min(layer.length(), file.length())))
                .filter(file -> !file.isEmpty() && !mountPoints.contains(file))
                .toList();
    }

    private static String mountPoint(String mount) {
        return mount.split(" ", -1)[4];
    }

    @Override
    public ProcessInfo proc() {
        return this.pod.proc();
    }

    @Override
    public void close() {
        this.pod.delete();
    }
}

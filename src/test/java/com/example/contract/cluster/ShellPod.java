package com.example.contract.cluster;

import com.example.contract.support.Documents;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A pod with a shell that listens on a port: what it reaches, and what reaches it, is asked from inside. */
public final class ShellPod {

    public static final int PORT = 8888;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** As confined as the namespace of the service requires of all pods. */
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            spec:
              terminationGracePeriodSeconds: 0
              automountServiceAccountToken: false
              securityContext:
                runAsNonRoot: true
                runAsUser: 65534
                seccompProfile:
                  type: RuntimeDefault
              containers:
                - name: shell
                  image: busybox:1.37
                  command: [httpd, -f, -p, "8888"]
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities:
                      drop: [ALL]
            """;

    private ShellPod() {}

    /** Starts one, with labels that policies look at. */
    public static Pod start(Kubectl kubectl, Map<String, String> labels) {
        return start(kubectl, labels, _ -> {});
    }

    /** Starts one whose {@code spec} is changed before. */
    public static Pod start(Kubectl kubectl, Map<String, String> labels, Consumer<ObjectNode> changed) {
        ObjectNode manifest = (ObjectNode) Documents.read(MANIFEST).getFirst();
        ObjectNode metadata = manifest.putObject("metadata").put("name", "shell-" + NUMBER.incrementAndGet());
        ObjectNode ours = metadata.putObject("labels");
        labels.forEach(ours::put);
        changed.accept((ObjectNode) manifest.get("spec"));
        Pod shell = Pod.create(kubectl, manifest);
        kubectl.run("wait", "pod", shell.name(), "--for=condition=Ready",
                "--timeout=" + Cluster.PATIENCE.toSeconds() + "s");
        return shell;
    }
}

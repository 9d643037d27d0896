package com.example.contract.manifest;

import java.util.List;
import java.util.stream.Stream;

/** What a pod may do on its node. */
final class SecurityRules {

    private static final int LOWEST_ID = 10_000;
    private static final int PRIVILEGED_PORTS = 1024;

    static final List<Rule> ALL = List.of(
            new Rule("SEC-1", "runAsNonRoot, with a numeric uid and gid above 10000",
                    "Root in a container is root on the node after an escape; a low id may be a user there.",
                    SecurityRules::users),
            new Rule("SEC-2", "not privileged, and no privilege escalation",
                    "A setuid program would restore what the other rules remove.", SecurityRules::privileges),
            new Rule("SEC-3", "a read-only root file system; `/tmp` is an emptyDir with a sizeLimit",
                    "No program can be added to it, and no data is lost because it was written there.",
                    SecurityRules::fileSystems),
            new Rule("SEC-4", "all capabilities dropped, none added",
                    "Even an ordinary user has some by default, such as the one to forge packets.",
                    SecurityRules::capabilities),
            new Rule("SEC-5", "seccompProfile RuntimeDefault",
                    "Kubernetes applies none by default: every system call is allowed.", SecurityRules::seccomp),
            new Rule("SEC-6", "nothing of the host's: network, PIDs, IPC, paths, ports; no port under 1024",
                    "All pods of a node share what the node has, whatever team they belong to.",
                    manifests -> manifests.eachWorkload(SecurityRules::host)),
            new Rule("SEC-7", "no `host` in a probe or a hook",
                    "The kubelet would call that host, which the pod itself may not reach.", SecurityRules::handlers),
            new Rule("SA-1", "its own ServiceAccount, whose token is mounted neither by it nor by the pod",
                    "The token gives access to the API server, and nothing here needs it.", SecurityRules::accounts),
            new Rule("ENV-1", "`enableServiceLinks: false`",
                    "A Service with the name of the application puts `…_PORT=tcp://…` among its settings.",
                    manifests -> manifests.eachWorkload(workload -> workload.pod()
                            .unless(isFalse(workload.pod(), "/enableServiceLinks"), "/enableServiceLinks",
                                    "set false"))));

    private SecurityRules() {}

    private static Stream<Finding> users(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Place nonRoot = container.security("runAsNonRoot");
            return Finding.all(nonRoot.unless(isTrue(nonRoot, ""), "", "set true"),
                    Stream.of("runAsUser", "runAsGroup")
                            .map(container::security)
                            .flatMap(id -> id.unless(id.json().asInt(0) > LOWEST_ID, "", "give an id above 10000")));
        });
    }

    private static Stream<Finding> privileges(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Place security = container.place().in("/securityContext");
            return Finding.all(
                    security.unless(isFalse(security, "/allowPrivilegeEscalation"), "/allowPrivilegeEscalation",
                            "set false"),
                    security.unless(!isTrue(security, "/privileged"), "/privileged", "set false"));
        });
    }

    private static Stream<Finding> fileSystems(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Place security = container.place().in("/securityContext");
            Place tmp = container.volumeAt("/tmp");
            boolean bounded = tmp.has("/emptyDir/sizeLimit") || (!container.isMain() && !tmp.has("/name"));
            return Finding.all(
                    security.unless(isTrue(security, "/readOnlyRootFilesystem"), "/readOnlyRootFilesystem", "set true"),
                    tmp.unless(bounded, "", "mount an emptyDir with a sizeLimit at /tmp"));
        });
    }

    private static Stream<Finding> capabilities(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Place capabilities = container.place().in("/securityContext/capabilities");
            boolean allDropped = capabilities.each("/drop").anyMatch(drop -> drop.text("").equals("ALL"));
            return Finding.all(capabilities.unless(allDropped, "/drop", "drop [ALL]"),
                    capabilities.unless(capabilities.at("/add").isEmpty(), "/add", "leave it out"));
        });
    }

    private static Stream<Finding> seccomp(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Place profile = container.security("seccompProfile");
            return profile.unless(profile.text("/type").equals("RuntimeDefault"), "/type", "set RuntimeDefault");
        });
    }

    private static Stream<Finding> host(Workload workload) {
        Place pod = workload.pod();
        return Finding.all(
                Stream.of("/hostNetwork", "/hostPID", "/hostIPC")
                        .flatMap(field -> pod.unless(!isTrue(pod, field), field, "leave it out")),
                pod.each("/volumes")
                        .flatMap(volume -> volume.unless(!volume.has("/hostPath"), "/hostPath",
                                "use another kind of volume")),
                workload.containers()
                        .flatMap(container -> container.place().each("/ports"))
                        .flatMap(port -> Finding.all(
                                port.unless(!port.has("/hostPort"), "/hostPort",
                                        "leave it out; a Service leads to the pod"),
                                port.unless(port.at("/containerPort").asInt(0) >= PRIVILEGED_PORTS, "/containerPort",
                                        "listen on a port from 1024 on"))));
    }

    private static Stream<Finding> handlers(Manifests manifests) {
        return manifests.eachContainer(container -> container.handlers()
                .flatMap(handler -> Stream.of("/httpGet/host", "/tcpSocket/host")
                        .flatMap(host -> handler.unless(!handler.has(host), host, "leave it out: it is the pod"))));
    }

    private static Stream<Finding> accounts(Manifests manifests) {
        return Finding.all(manifests.of("ServiceAccount")
                .map(Manifest::root)
                .flatMap(account -> account.unless(isFalse(account, "/automountServiceAccountToken"),
                        "/automountServiceAccountToken", "set false")),
                manifests.eachWorkload(workload -> {
                    Place pod = workload.pod();
                    String account = pod.text("/serviceAccountName");
                    return Finding.all(
                            pod.unless(!account.isEmpty() && !account.equals("default"), "/serviceAccountName",
                                    "name a ServiceAccount made for it"),
                            pod.unless(isFalse(pod, "/automountServiceAccountToken"), "/automountServiceAccountToken",
                                    "set false"));
                }));
    }

    private static boolean isTrue(Place place, String field) {
        return place.at(field).asBoolean(false);
    }

    private static boolean isFalse(Place place, String field) {
        return place.at(field).isBoolean() && !place.at(field).asBoolean();
    }
}

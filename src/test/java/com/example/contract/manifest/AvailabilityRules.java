package com.example.contract.manifest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How many pods there are, and where. */
final class AvailabilityRules {

    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final int UNSAID_TOLERATION = 300;

    static final List<Rule> ALL = List.of(
            new Rule("AVL-1",
                    "a RollingUpdate that states its surge, removes no pod before its replacement is ready, and "
                            + "starts with at least 2 pods (3 in the clouds)",
                    "By default a quarter of the pods may be missing during each rollout.",
                    manifests -> manifests.eachWorkload(workload -> rollout(manifests, workload))),
            new Rule("AVL-2",
                    "a HorizontalPodAutoscaler with a minimum of 2 or more (3 in the clouds), a maximum above "
                            + "it, and no `replicas`",
                    "With `replicas` in the manifest, each apply overrides the autoscaler.",
                    manifests -> manifests.of("HorizontalPodAutoscaler").flatMap(hpa -> scaling(manifests, hpa))),
            new Rule("AVL-3",
                    "a PodDisruptionBudget for each Deployment; each budget allows one eviction and states "
                            + "its unhealthyPodEvictionPolicy",
                    "Without it, draining a node evicts all pods at once; a budget that allows none blocks the drain.",
                    manifests -> Finding.all(
                            manifests.eachWorkload(
                                    workload -> unless(!workload.is("Deployment") || hasBudget(manifests, workload),
                                            workload, "select its pods by a PodDisruptionBudget")),
                            manifests.of("PodDisruptionBudget").flatMap(AvailabilityRules::budget))),
            new Rule("AVL-4", "preferred anti-affinity on the host, and a spread over hosts and zones with "
                    + "`matchLabelKeys: [pod-template-hash]` and `nodeTaintsPolicy: Honor`; "
                    + "`DoNotSchedule` over zones in the clouds, over hosts in `local`, and `ScheduleAnyway` over the other",
                    "A lost node or zone must not take all pods; without these two fields a rollout or a drain leaves the new pod Pending.",
                    manifests -> manifests.eachWorkload(workload -> spread(manifests, workload))),
            new Rule("AVL-5", "a priority class where the platform has one",
                    "A full cluster evicts less important pods first. If an overlay has a PriorityClass, the service uses it; a named one must exist.",
                    manifests -> manifests.eachWorkload(workload -> priority(manifests, workload))),
            new Rule("TOL-1", "tolerations for not-ready and unreachable, shorter than 300 s",
                    "The default is 300 s: for so long the pods of a lost node are not replaced.",
                    manifests -> manifests.eachWorkload(AvailabilityRules::tolerations)));

    private AvailabilityRules() {}

    private static int fewest(Manifests manifests) {
        return manifests.isLocal() ? 2 : 3;
    }

    private static Stream<Finding> rollout(Manifests manifests, Workload workload) {
        if (!workload.is("Deployment")) {
            return Stream.empty();
        }
        Place spec = workload.manifest().in("/spec");
        Place rolling = spec.in("/strategy/rollingUpdate");
        boolean enough = scaler(manifests, workload).isPresent() || spec.at("/replicas").asInt(1) >= fewest(manifests);
        return Finding.all(
                spec.unless(spec.text("/strategy/type").equals("RollingUpdate"), "/strategy/type", "set RollingUpdate"),
                rolling.requires("state it", "/maxSurge"),
                rolling.unless(rolling.text("/maxUnavailable").equals("0"), "/maxUnavailable", "set 0"),
                spec.unless(enough, "/replicas", "give %d, or a HorizontalPodAutoscaler".formatted(fewest(manifests))));
    }

    private static Stream<Finding> scaling(Manifests manifests, Manifest hpa) {
        Place spec = hpa.in("/spec");
        int fewest = spec.at("/minReplicas").asInt(1);
        return Finding.all(
                spec.unless(fewest >= fewest(manifests), "/minReplicas",
                        "give %d or more".formatted(fewest(manifests))),
                spec.unless(spec.at("/maxReplicas").asInt(0) > fewest, "/maxReplicas", "give more than minReplicas"),
                manifests.workloads()
                        .filter(workload -> scales(hpa, workload))
                        .map(workload -> workload.manifest().in("/spec"))
                        .flatMap(target -> target.unless(!target.has("/replicas"), "/replicas", "leave it out")));
    }

    static Optional<Manifest> scaler(Manifests manifests, Workload workload) {
        return manifests.of("HorizontalPodAutoscaler").filter(hpa -> scales(hpa, workload)).findFirst();
    }

    private static boolean scales(Manifest hpa, Workload workload) {
        Place target = hpa.in("/spec/scaleTargetRef");
        return hpa.namespace().equals(workload.manifest().namespace())
                && workload.manifest().is(target.text("/kind"), target.text("/name"));
    }

    static boolean hasBudget(Manifests manifests, Workload workload) {
        return manifests.of("PodDisruptionBudget")
                .flatMap(budget -> manifests.selected(budget.in("/spec/selector")))
                .anyMatch(workload::equals);
    }

    private static Stream<Finding> budget(Manifest budget) {
        Place spec = budget.in("/spec");
        String unavailable = spec.text("/maxUnavailable");
        return Finding.all(spec.unless(unavailable.equals("1"), "/maxUnavailable", "set 1"),
                spec.requires("state it: AlwaysAllow evicts pods that are not ready", "/unhealthyPodEvictionPolicy"));
    }

    private static Stream<Finding> spread(Manifests manifests, Workload workload) {
        if (!workload.is("Deployment")) {
            return Stream.empty();
        }
        Place pod = workload.pod();
        return Finding.all(preferredAntiAffinity(workload),
                pod.unless(!pod.has("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution"),
                        "/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution",
                        "only prefer it: with as many nodes as pods nothing new could start"),
                Stream.of(HOST, ZONE)
                        .flatMap(topology -> pod.unless(
                                pod.each("/topologySpreadConstraints")
                                        .anyMatch(constraint -> spreads(constraint, topology, manifests.isLocal())),
                                "/topologySpreadConstraints",
                                "spread over %s, with matchLabelKeys: [pod-template-hash] and nodeTaintsPolicy: Honor; whenUnsatisfiable: %s"
                                        .formatted(topology, unsatisfiable(topology, manifests.isLocal())))));
    }

    static Stream<Finding> preferredAntiAffinity(Workload workload) {
        String field = "/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution";
        boolean preferred = workload.pod()
                .each(field)
                .map(term -> term.in("/podAffinityTerm"))
                .anyMatch(term -> term.text("/topologyKey").equals(HOST)
                        && Selector.matches(term.at("/labelSelector"), workload.labels()));
        return workload.pod().unless(preferred, field, "prefer hosts that have none of these pods");
    }

    private static boolean spreads(Place constraint, String topology, boolean local) {
        return constraint.text("/topologyKey").equals(topology) && constraint.text("/nodeTaintsPolicy").equals("Honor")
                && constraint.text("/whenUnsatisfiable").equals(unsatisfiable(topology, local))
                && constraint.at("/matchLabelKeys")
                        .valueStream()
                        .map(JsonNode::asString)
                        .anyMatch("pod-template-hash"::equals);
    }

    private static String unsatisfiable(String topology, boolean local) {
        return topology.equals(local ? HOST : ZONE) ? "DoNotSchedule" : "ScheduleAnyway";
    }

    private static Stream<Finding> priority(Manifests manifests, Workload workload) {
        String name = workload.pod().text("/priorityClassName");
        boolean kept = name.isEmpty()
                ? !workload.isService() || manifests.of("PriorityClass").findAny().isEmpty()
                : name.startsWith("system-") || manifests.of("PriorityClass").anyMatch(one -> one.name().equals(name));
        return workload.pod().unless(kept, "/priorityClassName", "name a PriorityClass of this overlay");
    }

    private static Stream<Finding> tolerations(Workload workload) {
        if (!workload.isLasting()) {
            return Stream.empty();
        }
        Place pod = workload.pod();
        return Stream.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
                .flatMap(taint -> pod.unless(pod.each("/tolerations")
                        .anyMatch(toleration -> toleration.text("/key").equals(taint)
                                && toleration.at("/tolerationSeconds").asInt(UNSAID_TOLERATION) < UNSAID_TOLERATION),
                        "/tolerations", "tolerate %s for less than 300 s".formatted(taint)));
    }

    private static Stream<Finding> unless(boolean kept, Workload workload, String fix) {
        return workload.manifest().root().unless(kept, "/metadata/name", fix);
    }
}

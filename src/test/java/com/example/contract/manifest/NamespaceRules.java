package com.example.contract.manifest;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What everything lives in, and is known by. */
final class NamespaceRules {

    private static final Set<String> LABELS = Set.of("app.kubernetes.io~1name", "app.kubernetes.io~1instance",
            "app.kubernetes.io~1part-of");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "NS-1",
                    "its own namespace that enforces, audits and warns of Pod Security \"restricted\", with "
                            + "a LimitRange, and a ResourceQuota with room for the largest scale and a rollout",
                    "The API server then rejects what the security rules forbid, from every client.",
                    Check.all(manifests -> manifests.of("Namespace")
                            .flatMap(namespace -> namespace(manifests, namespace)), new QuotaCheck())),
            new Rule("LBL-1",
                    "`app.kubernetes.io/name`, `instance` and `part-of` on everything that creates or selects pods; "
                            + "name and instance are the object's name, without a prefix",
                    "Selectors, dashboards and policies find things by them; a prefix does not change the names in URLs and files.",
                    manifests -> Finding.all(
                            manifests.eachWorkload(workload -> Finding.all(
                                    named(workload.manifest().root(), workload.manifest().name()),
                                    named(workload.template(), workload.manifest().name()))),
                            manifests.of("Service").map(Manifest::root).flatMap(NamespaceRules::labelled))));

    private NamespaceRules() {}

    private static Stream<Finding> namespace(Manifests manifests, Manifest namespace) {
        Place root = namespace.root();
        return Finding.all(
                Stream.of("enforce", "audit", "warn")
                        .map(mode -> "/metadata/labels/pod-security.kubernetes.io~1" + mode)
                        .flatMap(label -> root.unless(root.text(label).equals("restricted"), label, "set restricted")),
                Stream.of("ResourceQuota", "LimitRange")
                        .flatMap(kind -> root.unless(
                                manifests.of(kind).anyMatch(one -> one.namespace().equals(namespace.name())),
                                "/metadata/name", "give it a " + kind)));
    }

    private static Stream<Finding> labelled(Place place) {
        return LABELS.stream().flatMap(label -> place.requires("add it", "/metadata/labels/" + label));
    }

    private static Stream<Finding> named(Place place, String name) {
        return Finding.all(labelled(place),
                Stream.of("name", "instance")
                        .map(label -> "/metadata/labels/app.kubernetes.io~1" + label)
                        .filter(place::has)
                        .flatMap(label -> place.unless(place.text(label).equals(name), label,
                                "set %s, the object's name".formatted(name))));
    }
}

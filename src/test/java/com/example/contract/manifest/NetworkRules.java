package com.example.contract.manifest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who reaches whom. */
final class NetworkRules {

    static final List<Rule> ALL = List.of(new Rule("NET-1",
            "a NetworkPolicy for every pod, for ingress and egress; each states its policyTypes",
            "A pod that no policy selects can be reached from the whole cluster, and can reach the whole network.",
            manifests -> Finding.all(manifests.eachWorkload(workload -> isolated(manifests, workload)),
                    manifests.of("NetworkPolicy")
                            .flatMap(policy -> policy.root()
                                    .requires("state it: what is meant is not to be guessed", "/spec/policyTypes")))),
            new Rule("NET-2",
                    "Services of type ClusterIP (NodePort in `local` alone), behind Gateway API, with TLS at the edge",
                    "A NodePort or LoadBalancer is ingress that bypasses the gateway, in clear text; ingress-nginx is at its end of life.",
                    Check.all(NetworkRules::waysIn, NetworkRules::edge)));

    private NetworkRules() {}

    private static Stream<Finding> isolated(Manifests manifests, Workload workload) {
        return Stream.of("Ingress", "Egress")
                .flatMap(direction -> workload.manifest()
                        .root()
                        .unless(manifests.of("NetworkPolicy")
                                .filter(policy -> policy.at("/spec/policyTypes")
                                        .valueStream()
                                        .anyMatch(type -> type.asString("").equals(direction)))
                                .flatMap(policy -> manifests.selected(policy.in("/spec/podSelector")))
                                .anyMatch(workload::equals), "/metadata/name",
                                "select its pods by a NetworkPolicy with policyTypes [%s]".formatted(direction)));
    }

    private static Stream<Finding> waysIn(Manifests manifests) {
        return Finding.all(manifests.of("Service").map(Manifest::root).flatMap(service -> {
            String type = service.at("/spec/type").asString("ClusterIP");
            boolean kept = type.equals("ClusterIP") || (type.equals("NodePort") && manifests.isLocal());
            return service.unless(kept, "/spec/type", "set ClusterIP");
        }), manifests.of("Ingress")
                .map(Manifest::root)
                .flatMap(ingress -> ingress.unless(false, "/kind", "use an HTTPRoute")));
    }

    private static Stream<Finding> edge(Manifests manifests) {
        if (manifests.isLocal()) {
            return Stream.empty();
        }
        return Finding.all(
                manifests.services()
                        .map(workload -> workload.manifest().root())
                        .flatMap(service -> service.unless(manifests.of("HTTPRoute").findAny().isPresent(),
                                "/metadata/name", "lead to it by an HTTPRoute")),
                manifests.of("HTTPRoute")
                        .flatMap(route -> route.in("/spec").each("/parentRefs"))
                        .flatMap(parent -> listeners(manifests, parent).flatMap(
                                listener -> listener.unless(listener.text("/protocol").equals("HTTPS"), "/protocol",
                                        "set HTTPS, or name the HTTPS listener as the route's sectionName"))));
    }

    /** The listeners that a route's parent means; none if the Gateway is not part of the overlay. */
    private static Stream<Place> listeners(Manifests manifests, Place parent) {
        Optional<Manifest> gateway = manifests.find("Gateway", parent.text("/name"), parent.manifest());
        String section = parent.text("/sectionName");
        return gateway.stream()
                .flatMap(one -> one.in("/spec").each("/listeners"))
                .filter(listener -> section.isEmpty() || listener.text("/name").equals(section));
    }
}

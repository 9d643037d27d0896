package com.example.contract.manifest;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What an object names is there. */
final class ReferenceRules {

    private static final Pattern STABLE = Pattern.compile("(.+/)?v\\d+");
    private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://(?<host>[^./:]+):(?<port>\\d+)/");
    private static final Set<String> WITHOUT_NAMESPACE = Set.of("Namespace", "GatewayClass", "PriorityClass",
            "ClusterRole", "ClusterRoleBinding", "StorageClass");

    static final List<Rule> ALL = List.of(new Rule("REF-1",
            "no dangling references: selectors, ports and names resolve; the APIs are stable and know every field",
            "A misspelt name or field is accepted without an error; the pod then never starts, or the field has no effect.",
            Check.all(manifests -> manifests.all().stream().flatMap(Schemas::validate),
                    manifests -> manifests.all().stream().flatMap(manifest -> itself(manifests, manifest)),
                    manifests -> manifests.eachWorkload(workload -> pod(manifests, workload)),
                    manifests -> manifests.eachWorkload(workload -> scheduling(workload)),
                    manifests -> manifests.eachContainer(container -> container(manifests, container)),
                    manifests -> manifests.of("Service").flatMap(service -> service(manifests, service)),
                    manifests -> manifests.of("NetworkPolicy").flatMap(policy -> policy(manifests, policy)),
                    ReferenceRules::targets,
                    manifests -> manifests.of("ConfigMap").flatMap(configMap -> database(manifests, configMap)),
                    manifests -> manifests.of("HTTPRoute").flatMap(route -> route(manifests, route)),
                    manifests -> manifests.of("Gateway").flatMap(gateway -> gateway(manifests, gateway)))));

    private ReferenceRules() {}

    private static Stream<Finding> itself(Manifests manifests, Manifest manifest) {
        Place root = manifest.root();
        boolean inNamespace = WITHOUT_NAMESPACE.contains(manifest.kind())
                || manifests.of("Namespace").anyMatch(one -> one.name().equals(manifest.namespace()));
        return Finding.all(
                root.unless(STABLE.matcher(manifest.apiVersion()).matches(), "/apiVersion", "use a stable version"),
                root.unless(inNamespace, "/metadata/namespace", "name a Namespace of this overlay"));
    }

    private static Stream<Finding> pod(Manifests manifests, Workload workload) {
        Place pod = workload.pod();
        return Finding.all(refers(manifests, pod, "/serviceAccountName", "ServiceAccount"),
                pod.each("/imagePullSecrets").flatMap(secret -> refers(manifests, secret, "/name", "Secret")),
                pod.each("/volumes").flatMap(volume -> volume(manifests, workload, volume)));
    }

    private static Stream<Finding> volume(Manifests manifests, Workload workload, Place volume) {
        boolean mounted = workload.containers()
                .flatMap(container -> container.place().each("/volumeMounts"))
                .anyMatch(mount -> mount.text("/name").equals(volume.text("/name")));
        return Finding.all(volume.unless(mounted, "/name", "mount it, or leave it out"),
                Stream.concat(Stream.of(volume), volume.each("/projected/sources"))
                        .flatMap(source -> Finding.all(refers(manifests, source, "/configMap/name", "ConfigMap"),
                                refers(manifests, source, "/secret/secretName", "Secret"),
                                refers(manifests, source, "/secret/name", "Secret"))),
                refers(manifests, volume, "/persistentVolumeClaim/claimName", "PersistentVolumeClaim"),
                refers(manifests, volume, "/csi/volumeAttributes/secretProviderClass", "SecretProviderClass"));
    }

    private static Stream<Finding> scheduling(Workload workload) {
        Place pod = workload.pod();
        Place spec = workload.manifest().in("/spec");
        Stream<Place> own = Stream
                .of(Stream.of(spec.in("/selector")).filter(selector -> selector.has("")),
                        pod.each("/topologySpreadConstraints").map(constraint -> constraint.in("/labelSelector")),
                        pod.each("/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution")
                                .map(term -> term.in("/podAffinityTerm/labelSelector")))
                .flatMap(selectors -> selectors);
        return own.flatMap(selector -> selector.unless(Selector.matches(selector.json(), workload.labels()), "",
                "select the labels of these very pods"));
    }

    private static Stream<Finding> container(Manifests manifests, Container container) {
        Place place = container.place();
        Stream<Place> volumes = Stream.concat(
                container.workload().pod().each("/volumes").map(volume -> volume.in("/name")),
                container.workload()
                        .manifest()
                        .in("/spec")
                        .each("/volumeClaimTemplates")
                        .map(claim -> claim.in("/metadata/name")));
        List<JsonNode> names = volumes.map(Place::json).toList();
        return Finding.all(
                place.each("/volumeMounts")
                        .flatMap(mount -> mount.unless(names.contains(mount.at("/name")), "/name",
                                "name a volume of the pod")),
                place.each("/envFrom")
                        .flatMap(source -> Finding.all(refers(manifests, source, "/configMapRef/name", "ConfigMap"),
                                refers(manifests, source, "/secretRef/name", "Secret"))),
                place.each("/env")
                        .map(variable -> variable.in("/valueFrom"))
                        .flatMap(source -> Finding.all(key(manifests, source.in("/configMapKeyRef"), "ConfigMap"),
                                key(manifests, source.in("/secretKeyRef"), "Secret"))));
    }

    /** The reference to one key of a ConfigMap or Secret. */
    private static Stream<Finding> key(Manifests manifests, Place reference, String kind) {
        String key = reference.text("/key");
        return Finding.all(refers(manifests, reference, "/name", kind),
                manifests.find(kind, reference.text("/name"), reference.manifest())
                        .stream()
                        .flatMap(target -> reference.unless(
                                Stream.of("/data", "/stringData").anyMatch(data -> target.at(data).has(key)), "/key",
                                "name a key of " + target)));
    }

    private static Stream<Finding> service(Manifests manifests, Manifest service) {
        Place spec = service.in("/spec");
        List<Workload> behind = manifests.workloads()
                .filter(workload -> workload.manifest().namespace().equals(service.namespace()))
                .filter(workload -> Selector.matchesAll(spec.at("/selector"), workload.labels()))
                .toList();
        return Finding.all(spec.unless(!behind.isEmpty(), "/selector", "select the labels of some pods"),
                spec.each("/ports").flatMap(port -> {
                    String target = port.has("/targetPort") ? "/targetPort" : "/port";
                    return port.unless(behind.stream().allMatch(workload -> workload.declares(port.at(target))), target,
                            "name a port that a container of these pods declares");
                }));
    }

    private static Stream<Finding> policy(Manifests manifests, Manifest policy) {
        Place spec = policy.in("/spec");
        List<Workload> pods = manifests.selected(spec.in("/podSelector")).toList();
        Stream<Finding> peers = Stream
                .concat(spec.each("/ingress").flatMap(rule -> rule.each("/from")),
                        spec.each("/egress").flatMap(rule -> rule.each("/to")))
                .filter(peer -> peer.has("/podSelector") && !peer.has("/namespaceSelector"))
                .flatMap(peer -> peer.unless(manifests.selected(peer.in("/podSelector")).findAny().isPresent(),
                        "/podSelector", "select the labels of some pods"));
        return Finding.all(spec.unless(!pods.isEmpty(), "/podSelector", "select the labels of some pods"),
                spec.each("/ingress").flatMap(rule -> ports(rule, pods)),
                spec.each("/egress").flatMap(rule -> wayOut(manifests, rule)), peers);
    }

    /** Where it leads to pods of this overlay. */
    private static Stream<Finding> wayOut(Manifests manifests, Place rule) {
        List<Workload> peers = rule.each("/to")
                .filter(peer -> peer.has("/podSelector") && !peer.has("/namespaceSelector"))
                .flatMap(peer -> manifests.selected(peer.in("/podSelector")))
                .toList();
        return peers.isEmpty() ? Stream.empty() : ports(rule, peers);
    }

    private static Stream<Finding> ports(Place rule, List<Workload> pods) {
        return rule.each("/ports")
                .flatMap(port -> port.unless(
                        !port.has("/port") || pods.stream().anyMatch(pod -> pod.declares(port.at("/port"))), "/port",
                        "name a port that a container of these pods declares"));
    }

    /** What names another object by kind and name, or selects pods. */
    private static Stream<Finding> targets(Manifests manifests) {
        return manifests.all().stream().flatMap(manifest -> {
            Place spec = manifest.in("/spec");
            return switch (manifest.kind()) {
                case "HorizontalPodAutoscaler" -> kindAndName(manifests, spec.in("/scaleTargetRef"), "");
                case "PodDisruptionBudget" ->
                    spec.unless(manifests.selected(spec.in("/selector")).findAny().isPresent(), "/selector",
                            "select the labels of some pods");
                case "HealthCheckPolicy", "GCPBackendPolicy", "GCPGatewayPolicy" ->
                    kindAndName(manifests, spec.in("/targetRef"), "");
                case "TargetGroupConfiguration" -> kindAndName(manifests, spec.in("/targetReference"), "Service");
                default -> Stream.empty();
            };
        });
    }

    /** A host without a dot is a Service. */
    private static Stream<Finding> database(Manifests manifests, Manifest configMap) {
        Place data = configMap.in("/data");
        Matcher address = DATABASE.matcher(data.text("/SPRING_DATASOURCE_URL"));
        if (!address.lookingAt()) {
            return Stream.empty();
        }
        boolean resolves = manifests.find("Service", address.group("host"), configMap)
                .filter(service -> service.in("/spec")
                        .each("/ports")
                        .anyMatch(port -> port.at("/port").asString("").equals(address.group("port"))))
                .isPresent();
        return data.unless(resolves, "/SPRING_DATASOURCE_URL", "name a Service of this overlay, and its port");
    }

    private static Stream<Finding> route(Manifests manifests, Manifest route) {
        Place spec = route.in("/spec");
        Stream<Finding> parents = spec.each("/parentRefs")
                .filter(parent -> !parent.has("/namespace"))
                .flatMap(parent -> Finding.all(refers(manifests, parent, "/name", "Gateway"),
                        manifests.find("Gateway", parent.text("/name"), route)
                                .stream()
                                .flatMap(gateway -> parent.unless(
                                        !parent.has("/sectionName") || gateway.in("/spec")
                                                .each("/listeners")
                                                .anyMatch(listener -> listener.at("/name")
                                                        .equals(parent.at("/sectionName"))),
                                        "/sectionName", "name a listener of " + gateway))));
        Stream<Finding> backends = spec.each("/rules")
                .flatMap(rule -> rule.each("/backendRefs"))
                .flatMap(
                        backend -> Finding
                                .all(refers(manifests, backend, "/name", "Service"),
                                        manifests.find("Service", backend.text("/name"), route)
                                                .stream()
                                                .flatMap(service -> backend.unless(
                                                        service.in("/spec")
                                                                .each("/ports")
                                                                .anyMatch(port -> port.at("/port")
                                                                        .equals(backend.at("/port"))),
                                                        "/port", "name a port of " + service))));
        return Finding.all(parents, backends);
    }

    private static Stream<Finding> gateway(Manifests manifests, Manifest gateway) {
        Place spec = gateway.in("/spec");
        return Finding.all(kindAndName(manifests, spec.in("/infrastructure/parametersRef"), ""),
                spec.each("/listeners")
                        .flatMap(listener -> listener.each("/tls/certificateRefs"))
                        .flatMap(secret -> refers(manifests, secret, "/name", "Secret")));
    }

    private static Stream<Finding> kindAndName(Manifests manifests, Place reference, String defaultKind) {
        String kind = reference.at("/kind").asString(defaultKind);
        return Finding.all(refers(manifests, reference, "/name", kind), manifests
                .find(kind, reference.text("/name"), reference.manifest())
                .stream()
                .flatMap(target -> reference.unless(
                        !reference.has("/apiVersion") || reference.text("/apiVersion").equals(target.apiVersion()),
                        "/apiVersion", "set %s, as %s has it".formatted(target.apiVersion(), target))));
    }

    /** The object of this kind, which a field names if it is there. */
    private static Stream<Finding> refers(Manifests manifests, Place place, String field, String kind) {
        String name = place.text(field);
        boolean resolves = manifests.find(kind, name, place.manifest()).isPresent()
                || (kind.equals("Secret") && isMadeElsewhere(manifests, name, place.manifest()));
        return place.unless(!place.has(field) || resolves, field, "name a %s of this overlay".formatted(kind));
    }

    /** A Secret that a controller makes: by an ExternalSecret, a SecretProviderClass or a Certificate. */
    private static boolean isMadeElsewhere(Manifests manifests, String name, Manifest besides) {
        return manifests.all()
                .stream()
                .filter(one -> one.namespace().equals(besides.namespace()))
                .anyMatch(one -> switch (one.kind()) {
                    case "ExternalSecret" -> one.at("/spec/target/name").asString(one.name()).equals(name);
                    case "Certificate" -> one.at("/spec/secretName").asString("").equals(name);
                    case "SecretProviderClass" ->
                        one.in("/spec").each("/secretObjects").anyMatch(made -> made.text("/secretName").equals(name));
                    default -> false;
                });
    }
}

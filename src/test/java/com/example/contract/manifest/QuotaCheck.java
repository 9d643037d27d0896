package com.example.contract.manifest;

import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * What a namespace may take in all is enough for its largest scale: twice as many pods as the autoscaler may make, since
 * in a rollout each old one counts until it has drained, and a run of each job. DaemonSets are left out, since they have
 * as many pods as there are nodes.
 */
final class QuotaCheck implements Check {

    @Override
    public Stream<Finding> in(Manifests manifests) {
        return manifests.of("ResourceQuota")
                .map(quota -> quota.in("/spec/hard"))
                .flatMap(hard -> hard.json()
                        .propertyNames()
                        .stream()
                        .filter(name -> name.matches("pods|(requests|limits)\\.(cpu|memory|ephemeral-storage)"))
                        .flatMap(name -> enough(manifests, hard, name)));
    }

    private static Stream<Finding> enough(Manifests manifests, Place hard, String name) {
        BigDecimal needed = manifests.workloads()
                .filter(workload -> workload.manifest().namespace().equals(hard.manifest().namespace()))
                .map(workload -> each(workload, name).multiply(BigDecimal.valueOf(pods(manifests, workload))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return hard.unless(Quantity.of(hard.at("/" + name)).compareTo(needed) >= 0, "/" + name,
                "give %s or more, for the largest scale and a rollout".formatted(needed.toPlainString()));
    }

    private static BigDecimal each(Workload workload, String name) {
        if (name.equals("pods")) {
            return BigDecimal.ONE;
        }
        String field = "/resources/" + name.replace('.', '/');
        return workload.containers()
                .filter(container -> container.isMain() || container.isLasting())
                .map(container -> Quantity.of(container.at(field)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int pods(Manifests manifests, Workload workload) {
        Place spec = workload.manifest().in("/spec");
        return switch (workload.manifest().kind()) {
            case "Deployment" -> 2 * AvailabilityRules.scaler(manifests, workload)
                    .map(hpa -> hpa.at("/spec/maxReplicas"))
                    .orElse(spec.at("/replicas"))
                    .asInt(1);
            case "DaemonSet" -> 0;
            default -> spec.at("/replicas").asInt(1);
        };
    }
}

package com.example.contract.manifest;

import java.util.List;
import java.util.stream.Stream;

/** What CronJobs, StatefulSets and DaemonSets need. */
final class WorkloadRules {

    static final List<Rule> ALL = List.of(
            new Rule("JOB-1",
                    "a CronJob states when a run is too late, whether two may run at once, how long one may "
                            + "take, its restartPolicy, and how many finished ones are kept",
                    "A CronJob may run twice or never; without a deadline, a job that hangs blocks all later ones.",
                    manifests -> Finding.all(manifests.of("CronJob")
                            .map(Manifest::root)
                            .flatMap(job -> job.requires("state it", "/spec/startingDeadlineSeconds",
                                    "/spec/concurrencyPolicy", "/spec/successfulJobsHistoryLimit",
                                    "/spec/failedJobsHistoryLimit", "/spec/jobTemplate/spec/activeDeadlineSeconds")),
                            manifests.eachWorkload(WorkloadRules::job))),
            new Rule("STS-1",
                    "a StatefulSet has a headless Service, a PodDisruptionBudget, preferred anti-affinity and "
                            + "claims for its volumes",
                    "Its pods have names and keep their data; without a claim the data is lost with the pod.",
                    manifests -> manifests.eachWorkload(workload -> statefulSet(manifests, workload))),
            new Rule("DS-1", "a DaemonSet that reads host paths has its own namespace, labelled `privileged`",
                    "Host paths violate even Pod Security \"baseline\"; in a shared namespace it could not be enforced for the others.",
                    manifests -> manifests.eachWorkload(workload -> daemonSet(manifests, workload))));

    private WorkloadRules() {}

    private static Stream<Finding> job(Workload workload) {
        if (!workload.is("Job") && !workload.is("CronJob")) {
            return Stream.empty();
        }
        Stream<Finding> deadline = workload.is("Job")
                ? workload.manifest().root().requires("state it", "/spec/activeDeadlineSeconds")
                : Stream.empty();
        return Finding.all(deadline, workload.pod().requires("state it", "/restartPolicy"));
    }

    private static Stream<Finding> statefulSet(Manifests manifests, Workload workload) {
        if (!workload.is("StatefulSet")) {
            return Stream.empty();
        }
        Manifest manifest = workload.manifest();
        Place spec = manifest.in("/spec");
        boolean headless = manifests.find("Service", spec.text("/serviceName"), manifest)
                .filter(service -> service.at("/spec/clusterIP").asString("").equals("None"))
                .isPresent();
        return Finding.all(spec.unless(headless, "/serviceName", "name a Service with clusterIP: None"),
                spec.unless(AvailabilityRules.hasBudget(manifests, workload), "/selector",
                        "select its pods by a PodDisruptionBudget"),
                spec.unless(spec.each("/volumeClaimTemplates").findAny().isPresent(), "/volumeClaimTemplates",
                        "claim a volume for its data"),
                AvailabilityRules.preferredAntiAffinity(workload));
    }

    private static Stream<Finding> daemonSet(Manifests manifests, Workload workload) {
        Manifest manifest = workload.manifest();
        if (!workload.is("DaemonSet") || workload.pod().each("/volumes").noneMatch(volume -> volume.has("/hostPath"))) {
            return Stream.empty();
        }
        boolean alone = manifests.workloads()
                .filter(other -> other.manifest().namespace().equals(manifest.namespace()))
                .allMatch(workload::equals);
        boolean labelled = manifests.of("Namespace")
                .filter(namespace -> namespace.name().equals(manifest.namespace()))
                .anyMatch(namespace -> namespace.labels()
                        .path("pod-security.kubernetes.io/enforce")
                        .asString("")
                        .equals("privileged"));
        return manifest.root()
                .unless(alone && labelled, "/metadata/namespace",
                        "give it its own namespace, that enforces \"privileged\"");
    }
}

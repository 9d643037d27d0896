package com.example.contract.manifest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** When a pod is started, restarted, and sent traffic. */
final class ProbeRules {

    /** From the start of the process to ready, without an AOT cache, at one CPU; see {@code docs/adr/0007-aot-cache.md}. */
    private static final Duration SLOWEST_START = Duration.ofSeconds(12);

    static final List<Rule> ALL = List.of(
            new Rule(
                    "PRB-1",
                    "startup, liveness and readiness on declared ports; liveness and readiness differ, and "
                            + "liveness asks nothing outside the pod",
                    "They mean wait, restart me, send me traffic; a liveness that asks the database restarts "
                            + "every pod when the database is unavailable.",
                    Check.all(ProbeRules::present, ProbeRules::aboutThePodAlone)),
            new Rule("PRB-2",
                    "a startup budget above the wait for the database and the slowest start at the CPU limit, "
                            + "and below progressDeadlineSeconds; time-outs above 1 s",
                    "A start that is killed for being slow starts again, and is slow again; 1 s is one pause of a busy node.",
                    Check.all(ProbeRules::timeouts, ProbeRules::patience)));

    private ProbeRules() {}

    private static Stream<Finding> present(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Place place = container.place();
            Stream<Finding> ports = container.handlers()
                    .flatMap(handler -> Stream.of("/httpGet/port", "/tcpSocket/port", "/grpc/port")
                            .filter(handler::has)
                            .flatMap(port -> handler.unless(container.declares(handler.at(port)), port,
                                    "name a port that the container declares")));
            if (!container.isLasting()) {
                return ports;
            }
            boolean same = place.has("/livenessProbe")
                    && call(place.in("/livenessProbe")).equals(call(place.in("/readinessProbe")));
            return Finding.all(ports, place.requires("add it", "/startupProbe", "/livenessProbe", "/readinessProbe"),
                    place.unless(!same, "/livenessProbe", "ask something else than readiness does"));
        });
    }

    /** What a probe does, whenever it does it. */
    private static String call(Place probe) {
        return probe.text("/httpGet/path") + probe.at("/httpGet/port") + probe.at("/exec/command")
                + probe.at("/tcpSocket/port") + probe.at("/grpc");
    }

    private static Stream<Finding> aboutThePodAlone(Manifests manifests) {
        String setting = "management.endpoint.health.group.liveness.include";
        return manifests.eachService(
                container -> container.unless(!Settings.of(manifests, container).list(setting).contains("db"),
                        "/livenessProbe", "take \"db\" out of " + setting));
    }

    private static Stream<Finding> timeouts(Manifests manifests) {
        return manifests.eachContainer(container -> container.handlers()
                .filter(handler -> handler.path().endsWith("Probe"))
                .flatMap(probe -> probe.unless(probe.at("/timeoutSeconds").asInt(1) > 1, "/timeoutSeconds",
                        "use 2 s or more")));
    }

    private static Stream<Finding> patience(Manifests manifests) {
        return manifests.eachService(container -> {
            Place probe = container.place().in("/startupProbe");
            Duration patience = Duration.ofSeconds(probe.at("/initialDelaySeconds").asLong(0)
                    + probe.at("/periodSeconds").asLong(10) * probe.at("/failureThreshold").asLong(3));
            Duration start = Settings.of(manifests, container)
                    .duration("chassis.database.start-timeout")
                    .plus(slowestStart(container.at("/resources/limits/cpu")));
            Place spec = container.workload().manifest().in("/spec");
            Duration deadline = Duration.ofSeconds(spec.at("/progressDeadlineSeconds").asLong(600));
            return Finding.all(
                    probe.unless(probe.json().isMissingNode() || patience.compareTo(start) > 0, "/failureThreshold",
                            "with periodSeconds it allows %d s; use more than %d s".formatted(patience.toSeconds(),
                                    start.toSeconds())),
                    spec.unless(deadline.compareTo(patience) > 0, "/progressDeadlineSeconds",
                            "use more than the startup probe's %d s".formatted(patience.toSeconds())));
        });
    }

    /** A start is work for the CPU: at half of one it takes twice as long. */
    private static Duration slowestStart(JsonNode limit) {
        double cpu = limit.isMissingNode() ? 1 : Math.min(1, Quantity.of(limit).doubleValue());
        return Duration.ofMillis((long) (SLOWEST_START.toMillis() / cpu));
    }
}

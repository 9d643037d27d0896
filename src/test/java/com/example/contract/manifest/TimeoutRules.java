package com.example.contract.manifest;

import com.example.contract.ServiceDriver;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Times that must fit each other, those of the manifest and those of the application that it configures; and no preStop hook. */
final class TimeoutRules {

    static final List<Rule> ALL = List.of(new Rule("TIME-1",
            "`chassis.drain.grace-period` = terminationGracePeriodSeconds, the drain fits into it and lingers, "
                    + "and there is no preStop hook",
            "With less time the process is killed while it drains. Without a linger, requests reach a closed port; while "
                    + "a preStop hook sleeps, nobody tells clients to leave their connections.",
            manifests -> manifests.eachService(container -> drain(manifests, container))),
            new Rule("TIME-2", "longest request < what a load balancer waits for an answer, and ≤ what it lets "
                    + "requests finish on a pod that leaves; its idle time-out of a connection < Tomcat's keep-alive",
                    "If the load balancer gives up first, a client sees 502 or 504 for a request that succeeds.",
                    manifests -> manifests.eachService(container -> request(manifests, container))));

    private TimeoutRules() {}

    private static Stream<Finding> drain(Manifests manifests, Container container) {
        Settings settings = Settings.of(manifests, container);
        Duration gracePeriod = settings.duration("chassis.drain.grace-period");
        Duration linger = settings.duration("chassis.drain.linger");
        Place pod = container.workload().pod();
        Duration granted = Duration.ofSeconds(pod.at("/terminationGracePeriodSeconds").asLong(30));
        Duration longest = longestDrain(settings);
        return Finding.all(
                container.unless(container.at("/lifecycle/preStop").isMissingNode(), "/lifecycle/preStop",
                        "delete it: chassis.drain.linger is for the same time"),
                pod.unless(granted.equals(gracePeriod), "/terminationGracePeriodSeconds",
                        "use %d, as chassis.drain.grace-period says".formatted(gracePeriod.toSeconds())),
                container.unless(longest.compareTo(gracePeriod) <= 0, "/envFrom",
                        "chassis.drain: its parts take %d s, chassis.drain.grace-period must be as long"
                                .formatted(longest.toSeconds())),
                container.unless(linger.isPositive(), "/envFrom", "chassis.drain.linger: use more than 0"));
    }

    /** The longest that a drain may take: 2 s are for pools, telemetry and logs to close. */
    private static Duration longestDrain(Settings settings) {
        Duration requests = settings.duration("chassis.drain.linger").plus(settings.duration("chassis.drain.requests"));
        Duration tasks = settings.duration("chassis.drain.tasks").plus(settings.duration("chassis.drain.hand-back"));
        return ((requests.compareTo(tasks) > 0) ? requests : tasks).plusSeconds(2);
    }

    private static Stream<Finding> request(Manifests manifests, Container container) {
        Settings settings = Settings.of(manifests, container);
        String property = ServiceDriver.get().longestRequestProperty();
        Duration wait = property.isEmpty() ? Duration.ZERO : settings.duration(property);
        Duration keepAlive = settings.duration("server.tomcat.keep-alive-timeout");
        return LoadBalancer.of(manifests)
                .flatMap(
                        balancer -> Finding.all(
                                unless(balancer.request().duration().compareTo(wait) > 0, balancer.request(),
                                        "use more than the longest request, %s %d s".formatted(property,
                                                wait.toSeconds())),
                                balancer.draining()
                                        .stream()
                                        .flatMap(draining -> unless(draining.duration().compareTo(wait) >= 0, draining,
                                                "use the longest request or more, %s %d s".formatted(property,
                                                        wait.toSeconds()))),
                                unless(balancer.rest().duration().compareTo(keepAlive) < 0, balancer.rest(),
                                        "it rests for %d s: use less than server.tomcat.keep-alive-timeout, %d s"
                                                .formatted(balancer.rest().duration().toSeconds(),
                                                        keepAlive.toSeconds()))));
    }

    private static Stream<Finding> unless(boolean kept, LoadBalancer.Timeout timeout, String fix) {
        return timeout.place().unless(kept, "", fix);
    }
}

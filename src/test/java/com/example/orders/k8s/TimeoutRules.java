package com.example.orders.k8s;

import com.example.orders.order.OrderProperties;
import com.example.orders.platform.drain.DrainProperties;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Times that must fit each other: those of the manifest, and those of the application that it configures. */
final class TimeoutRules {

    static final List<Rule> ALL = List.of(
            new Rule("TIME-1",
                    "preStop.sleep + `platform.drain.grace-period` = terminationGracePeriodSeconds, the drain "
                            + "fits into the grace period, and it lingers",
                    "With less the process is killed while it drains; without preStop or linger requests meet a closed port.",
                    manifests -> manifests.eachService(container -> drain(manifests, container))),
            new Rule("TIME-2", "longest `Prefer: wait` < what a load balancer waits for an answer, and ≤ what it lets "
                    + "requests finish on a pod that leaves; its rest on a connection < Tomcat's keep-alive",
                    "Where the one that waits gives up first, a client sees 502 or 504 for a request that succeeds.",
                    manifests -> manifests.eachService(container -> request(manifests, container))));

    private TimeoutRules() {}

    private static Stream<Finding> drain(Manifests manifests, Container container) {
        Settings settings = Settings.of(manifests, container);
        DrainProperties drain = settings.bind("platform.drain", DrainProperties.class);
        Place pod = container.workload().pod();
        Duration preStop = Duration.ofSeconds(container.at("/lifecycle/preStop/sleep/seconds").asLong(0));
        Duration granted = Duration.ofSeconds(pod.at("/terminationGracePeriodSeconds").asLong(30));
        Duration needed = preStop.plus(drain.gracePeriod());
        return Finding.all(
                container.unless(preStop.isPositive(), "/lifecycle/preStop/sleep/seconds",
                        "sleep until every node has learnt that the pod leaves"),
                pod.unless(granted.equals(needed), "/terminationGracePeriodSeconds",
                        "give %d: preStop %d s + platform.drain.grace-period %d s".formatted(needed.toSeconds(),
                                preStop.toSeconds(), drain.gracePeriod().toSeconds())),
                settings.violations(drain)
                        .flatMap(violation -> container.unless(false, "/envFrom", "platform.drain: " + violation)),
                container.unless(drain.linger().isPositive(), "/envFrom", "platform.drain.linger: give more than 0"));
    }

    private static Stream<Finding> request(Manifests manifests, Container container) {
        Settings settings = Settings.of(manifests, container);
        Duration wait = settings.bind("order", OrderProperties.class).maxWait();
        Duration keepAlive = settings.duration("server.tomcat.keep-alive-timeout");
        return LoadBalancer.of(manifests)
                .flatMap(balancer -> Finding.all(
                        unless(balancer.request().duration().compareTo(wait) > 0, balancer.request(),
                                "give more than order.max-wait, %d s".formatted(wait.toSeconds())),
                        balancer.draining()
                                .stream()
                                .flatMap(draining -> unless(draining.duration().compareTo(wait) >= 0, draining,
                                        "give order.max-wait or more, %d s".formatted(wait.toSeconds()))),
                        unless(balancer.rest().duration().compareTo(keepAlive) < 0, balancer.rest(),
                                "it rests for %d s: give less than server.tomcat.keep-alive-timeout, %d s"
                                        .formatted(balancer.rest().duration().toSeconds(), keepAlive.toSeconds()))));
    }

    private static Stream<Finding> unless(boolean kept, LoadBalancer.Timeout timeout, String fix) {
        return timeout.place().unless(kept, "", fix);
    }
}

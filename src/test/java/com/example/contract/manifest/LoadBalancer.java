package com.example.contract.manifest;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long the load balancer before the service waits. What an object does not state is the vendor's default; the
 * overlay's README has the sources.
 *
 * @param request for an answer
 * @param rest for the next request on a connection to a pod
 * @param draining for answers of a pod that has left, where that is a setting
 */
record LoadBalancer(Timeout request, Timeout rest, Optional<Timeout> draining) {

    /** A time-out, and where it is set or could be. */
    record Timeout(Place place, Duration duration) {}

    /** Those of an overlay, by the class of each Gateway. Of other classes nothing is known. */
    static Stream<LoadBalancer> of(Manifests manifests) {
        return manifests.of("Gateway").map(Manifest::root).flatMap(gateway -> {
            String name = gateway.text("/spec/gatewayClassName");
            if (name.startsWith("gke-l7-")) {
                return Stream.of(google(manifests, gateway));
            }
            if (name.startsWith("azure-alb-")) {
                return Stream.of(azure(manifests, gateway));
            }
            return name.equals("alb") ? Stream.of(amazon(manifests, gateway)) : Stream.empty();
        });
    }

    private static LoadBalancer google(Manifests manifests, Place gateway) {
        Place policy = first(manifests, "GCPBackendPolicy", gateway).in("/spec/default");
        return new LoadBalancer(timeout(policy.in("/timeoutSec"), "30"), new Timeout(gateway, Duration.ofMinutes(10)),
                Optional.of(timeout(policy.in("/connectionDraining/drainingTimeoutSec"), "0")));
    }

    private static LoadBalancer amazon(Manifests manifests, Place gateway) {
        Place balancer = first(manifests, "LoadBalancerConfiguration", gateway);
        Place targets = first(manifests, "TargetGroupConfiguration", gateway);
        Timeout idle = attribute(balancer, "/spec/loadBalancerAttributes", "idle_timeout.timeout_seconds", "60");
        return new LoadBalancer(idle, idle, Optional.of(attribute(targets,
                "/spec/defaultConfiguration/targetGroupAttributes", "deregistration_delay.timeout_seconds", "300")));
    }

    private static LoadBalancer azure(Manifests manifests, Place gateway) {
        Place rule = first(manifests, "HTTPRoute", gateway).in("/spec/rules/0");
        return new LoadBalancer(timeout(rule.in("/timeouts/request"), "60s"),
                new Timeout(gateway, Duration.ofMinutes(5)), Optional.empty());
    }

    private static Place first(Manifests manifests, String kind, Place otherwise) {
        return manifests.of(kind).map(Manifest::root).findFirst().orElse(otherwise);
    }

    private static Timeout attribute(Place place, String attributes, String key, String unset) {
        Place value = place.each(attributes)
                .filter(attribute -> attribute.text("/key").equals(key))
                .map(attribute -> attribute.in("/value"))
                .findFirst()
                .orElse(place.in(attributes));
        return timeout(value, unset);
    }

    private static Timeout timeout(Place place, String unset) {
        String value = place.json().isValueNode() ? place.text("") : unset;
        return new Timeout(place, DurationStyle.detectAndParse(value, ChronoUnit.SECONDS));
    }
}

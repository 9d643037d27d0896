package com.example.orders.k8s;

import java.util.stream.Stream;

/** Looks for what breaks a rule. */
@FunctionalInterface
interface Check {

    Stream<Finding> in(Manifests manifests);

    /** This one and another, under the same rule. */
    default Check and(Check other) {
        return manifests -> Stream.concat(in(manifests), other.in(manifests));
    }
}

package com.example.contract.manifest;

import java.util.stream.Stream;

/** Looks for what breaks a rule. */
@FunctionalInterface
interface Check {

    Stream<Finding> in(Manifests manifests);

    /** Several, under one rule. */
    static Check all(Check... checks) {
        return manifests -> Stream.of(checks).flatMap(check -> check.in(manifests));
    }
}

package com.example.contract.manifest;

import java.util.List;
import java.util.stream.Stream;

/** All rules, in the sequence of {@code docs/kubernetes/checks.md}. */
final class Rules {

    static final List<Rule> ALL = all();

    private Rules() {}

    private static List<Rule> all() {
        List<Rule> rules = Stream
                .of(ImageRules.ALL, ResourceRules.ALL, SecurityRules.ALL, ConfigurationRules.ALL, ProbeRules.ALL,
                        TimeoutRules.ALL, AvailabilityRules.ALL, NetworkRules.ALL, ReferenceRules.ALL,
                        NamespaceRules.ALL, WorkloadRules.ALL)
                .flatMap(List::stream)
                .toList();
        return Stream.concat(rules.stream(), ExemptionRules.over(rules).stream()).toList();
    }
}

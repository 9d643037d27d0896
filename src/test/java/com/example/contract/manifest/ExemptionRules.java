package com.example.contract.manifest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exceptions from all other rules. */
final class ExemptionRules {

    private ExemptionRules() {}

    static List<Rule> over(List<Rule> rules) {
        Map<String, Rule> byAnnotation = rules.stream()
                .collect(Collectors.toMap(Rule::annotation, Function.identity()));
        return List.of(new Rule("EXM-1", "an exemption gives its reason, and exempts something",
                "One that is no longer needed hides the next mistake.",
                manifests -> manifests.all().stream().flatMap(manifest -> exemptions(manifest).flatMap(place -> {
                    Rule rule = byAnnotation.get(annotation(place));
                    boolean exempts = rule != null && rule.findings(manifests)
                            .stream()
                            .anyMatch(finding -> finding.place().manifest().equals(manifest));
                    return Finding.all(place.unless(exempts, "", "remove it: it exempts nothing"),
                            place.unless(!place.text("").isBlank(), "", "give the reason"));
                }))));
    }

    private static Stream<Place> exemptions(Manifest manifest) {
        return manifest.at("/metadata/annotations")
                .propertyNames()
                .stream()
                .filter(Rule::isExemption)
                .map(annotation -> manifest.in("/metadata/annotations/" + annotation.replace("/", "~1")));
    }

    private static String annotation(Place place) {
        return place.path().substring(place.path().lastIndexOf('/') + 1).replace("~1", "/");
    }
}

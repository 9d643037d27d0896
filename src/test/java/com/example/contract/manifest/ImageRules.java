package com.example.contract.manifest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which image runs. */
final class ImageRules {

    private static final Pattern TAG = Pattern.compile(".*:(?!latest$)[\\w.-]*\\d[\\w.-]*");

    static final List<Rule> ALL = List.of(
            new Rule("IMG-1", "a fixed tag, never `latest`; its digest is put in after the build",
                    "With a tag that moves, two pods of one rollout differ, and a rollback changes nothing.",
                    ImageRules::versions),
            new Rule("IMG-2", "`imagePullPolicy: Always`; `IfNotPresent` in `local` alone",
                    "A node keeps an image that it has: pods without access to the registry can then run it.",
                    ImageRules::pullPolicies));

    private ImageRules() {}

    private static Stream<Finding> versions(Manifests manifests) {
        return manifests.eachContainer(
                container -> container.unless(TAG.matcher(container.place().text("/image").split("@", 2)[0]).matches(),
                        "/image", "name a version as its tag"));
    }

    private static Stream<Finding> pullPolicies(Manifests manifests) {
        return manifests.eachContainer(container -> {
            String policy = container.place().text("/imagePullPolicy");
            boolean kept = policy.equals("Always") || (manifests.isLocal() && policy.equals("IfNotPresent"));
            return container.unless(kept, "/imagePullPolicy", "set Always");
        });
    }
}

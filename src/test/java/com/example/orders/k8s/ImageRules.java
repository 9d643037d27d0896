package com.example.orders.k8s;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which image runs. */
final class ImageRules {

    /** Whether the build is over and its digest is in place: a commit cannot hold the digest of its own image. */
    private static final boolean BUILT = Boolean.getBoolean("k8s.built");

    private static final Pattern TAG = Pattern.compile(".*:(?!latest$)[\\w.-]*\\d[\\w.-]*");
    private static final Pattern OURS = Pattern.compile("(.*/)?orders(:[^/@]+)?(?<digest>@sha256:[0-9a-f]{64})?");

    static final List<Rule> ALL = List.of(
            new Rule("IMG-1",
                    "a fixed tag, never `latest`; on what is applied, our image's digest too (`-Dk8s.built=true`)",
                    "A tag that moves makes two pods of one rollout differ, and an undo undo nothing.",
                    ImageRules::versions),
            new Rule("IMG-2", "`imagePullPolicy: Always`; `IfNotPresent` in `local` alone",
                    "A node that has an image of this name keeps it, whoever put it there and whoever may not see it.",
                    ImageRules::pullPolicies));

    private ImageRules() {}

    private static Stream<Finding> versions(Manifests manifests) {
        return Finding.all(
                manifests.eachContainer(container -> container.unless(
                        TAG.matcher(container.place().text("/image").split("@", 2)[0]).matches(), "/image",
                        "name a version as its tag")),
                BUILT ? digests(manifests) : Stream.empty());
    }

    static Stream<Finding> digests(Manifests manifests) {
        return manifests.eachContainer(container -> {
            Matcher image = OURS.matcher(container.place().text("/image"));
            return container.unless(!image.matches() || image.group("digest") != null, "/image",
                    "add the digest that the build has printed");
        });
    }

    private static Stream<Finding> pullPolicies(Manifests manifests) {
        return manifests.eachContainer(container -> {
            String policy = container.place().text("/imagePullPolicy");
            boolean kept = policy.equals("Always") || (manifests.isLocal() && policy.equals("IfNotPresent"));
            return container.unless(kept, "/imagePullPolicy", "set Always");
        });
    }
}

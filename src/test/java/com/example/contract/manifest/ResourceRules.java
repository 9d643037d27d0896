package com.example.contract.manifest;

import java.util.List;

/** What a container may use. */
final class ResourceRules {

    static final List<Rule> ALL = List.of(new Rule("RES-1",
            "CPU and memory request and limit on every container, init containers and jobs too",
            "The scheduler places pods by their requests; without a limit one container starves its neighbours.",
            manifests -> manifests.eachContainer(container -> container.place()
                    .requires("state it", "/resources/requests/cpu", "/resources/requests/memory",
                            "/resources/limits/cpu", "/resources/limits/memory"))),
            new Rule("RES-2", "ephemeral-storage request and limit on every container",
                    "A node without free disk evicts pods, not only the one that filled it.",
                    manifests -> manifests.eachContainer(container -> container.place()
                            .requires("state it", "/resources/requests/ephemeral-storage",
                                    "/resources/limits/ephemeral-storage"))));

    private ResourceRules() {}
}

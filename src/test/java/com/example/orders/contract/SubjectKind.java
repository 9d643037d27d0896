package com.example.orders.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What the contract can be tested on; the system property {@code contract.subject} says which. */
enum SubjectKind {

    /** The packaged jar in a JVM of its own, on a PostgreSQL from the class path. */
    PROCESS {
        @Override
        Subject start(Launch launch) {
            return ProcessSubject.start(launch);
        }

        @Override
        KillableDatabase createDatabase(Path folder) throws IOException {
            return new EmbeddedDatabase(folder);
        }

        @Override
        void prepare(Launch launch) {
            PackagedJar.train(launch);
        }

        @Override
        String thisMachine() {
            return "localhost";
        }
    },

    /** The image in a container with limits, on a PostgreSQL in another one. */
    CONTAINER {
        @Override
        Subject start(Launch launch) {
            return ContainerSubject.start(launch);
        }

        @Override
        KillableDatabase createDatabase(Path folder) throws IOException {
            return new ContainerDatabase(folder);
        }

        @Override
        String thisMachine() {
            return DockerEngine.gateway();
        }
    },

    /** A pod of the overlay on the cluster that {@code KUBECONFIG} points to, on a PostgreSQL in another one. */
    CLUSTER {
        @Override
        Subject start(Launch launch) {
            return PodSubject.start(launch);
        }

        @Override
        KillableDatabase createDatabase(Path folder) throws IOException {
            return new PodDatabase(folder);
        }

        @Override
        String thisMachine() {
            return Cluster.get().thisMachine();
        }
    };

    static SubjectKind chosen() {
        return valueOf(System.getProperty("contract.subject", "process").toUpperCase(Locale.ROOT));
    }

    abstract Subject start(Launch launch);

    abstract KillableDatabase createDatabase(Path folder) throws IOException;

    /** What is to be done once, before the first start that is measured; an image has its cache. */
    void prepare(Launch launch) {}

    /** The machine of the tests, as a subject reaches it. */
    abstract String thisMachine();
}

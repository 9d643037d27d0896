package com.example.contract.subject;

import com.example.contract.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What the contract can be tested on; the system property {@code contract.subject} says which. */
public enum SubjectKind {

    /** The packaged jar in its own JVM, on a PostgreSQL from the class path. */
    PROCESS {
        @Override
        public Subject start(Launch launch) {
            return ProcessSubject.start(launch);
        }

        @Override
        public KillableDatabase createDatabase(Path folder) throws IOException {
            return new EmbeddedDatabase(folder);
        }

        @Override
        public void prepare(Launch launch) {
            PackagedJar.train(launch);
        }

        @Override
        public String thisMachine() {
            return "localhost";
        }
    },

    /** The image in a container with limits, on a PostgreSQL in another one. */
    CONTAINER {
        @Override
        public Subject start(Launch launch) {
            return ContainerSubject.start(launch);
        }

        @Override
        public KillableDatabase createDatabase(Path folder) throws IOException {
            return new ContainerDatabase(folder);
        }

        @Override
        public String thisMachine() {
            return DockerEngine.gateway();
        }
    },

    /** A pod of the overlay on the cluster that {@code KUBECONFIG} points to, on a PostgreSQL in another one. */
    CLUSTER {
        @Override
        public Subject start(Launch launch) {
            return PodSubject.start(launch);
        }

        @Override
        public KillableDatabase createDatabase(Path folder) throws IOException {
            return new PodDatabase(folder);
        }

        @Override
        public String thisMachine() {
            return Cluster.get().thisMachine();
        }
    };

    public static SubjectKind chosen() {
        return valueOf(System.getProperty("contract.subject", "process").toUpperCase(Locale.ROOT));
    }

    public abstract Subject start(Launch launch);

    abstract KillableDatabase createDatabase(Path folder) throws IOException;

    /** What is to be done once, before the first start that is measured; an image has its cache. */
    public void prepare(Launch launch) {}

    /** The machine of the tests, as a subject reaches it. */
    public abstract String thisMachine();
}

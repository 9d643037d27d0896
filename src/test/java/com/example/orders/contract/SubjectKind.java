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
        void prepare(Launch launch) {
            // an image has its cache
        }
    };

    static SubjectKind chosen() {
        return valueOf(System.getProperty("contract.subject", "process").toUpperCase(Locale.ROOT));
    }

    abstract Subject start(Launch launch);

    abstract KillableDatabase createDatabase(Path folder) throws IOException;

    /** What is to be done once, before the first start that is measured. */
    abstract void prepare(Launch launch);
}

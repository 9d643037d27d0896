package com.example.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The service's database, however it is queried. */
public interface ServiceDatabase {

    /** The first column of a query's result, as text. */
    List<String> query(String sql);

    /** A number that a query gives. */
    default int count(String sql) {
        return Integer.parseInt(query(sql).getFirst());
    }

    /** The ids of all that clients have stored. */
    default List<String> storedIds() {
        return query(ServiceDriver.get().storedData().orElseThrow().ids());
    }

    /** Whether every task has finished; true for a service without tasks. */
    default boolean isSettled() {
        return ServiceDriver.get().backgroundTasks().map(tasks -> count(tasks.unfinished()) == 0).orElse(true);
    }

    /** Fails with each violation of the driver's invariant. */
    default void assertInvariant() {
        ServiceDriver.get()
                .storedData()
                .ifPresent(data -> assertThat(query(data.violations())).as("violations of the invariant").isEmpty());
    }
}

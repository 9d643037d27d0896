package com.example.contract;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ClientRequest;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What the contract knows of a service. A service has one class of this kind, named in
 * {@code META-INF/services/com.example.contract.ServiceDriver}. Without one its clients only read the path in the system
 * property {@code contract.path}, {@code /} by default, which must answer 200. Stored data and background tasks that a
 * driver does not describe are not tested: those tests are skipped, with that reason.
 */
public interface ServiceDriver {

    /** The driver of the service under test. */
    static ServiceDriver get() {
        return ServiceLoader.load(ServiceDriver.class)
                .findFirst()
                .orElse(() -> ClientRequest.get(System.getProperty("contract.path", "/")));
    }

    /** A GET without a query that changes nothing, and is answered with 200 once the service is prepared. */
    ClientRequest read();

    /** Prepares a started service for its clients, such as by adding what they consume. May be called again. */
    default void prepare(ApiClient api) {}

    /**
     * A request of a client under load.
     *
     * @param number counts the requests of this client; each client starts at another number
     * @param key unique to this request
     */
    default ClientRequest request(long number, String key) {
        return read();
    }

    /** The property that bounds the longest request, for the time-outs of load balancers; empty if none takes long. */
    default String longestRequestProperty() {
        return "";
    }

    /** What clients store in the service's database. */
    default Optional<StoredData> storedData() {
        return Optional.empty();
    }

    /** What the service does with it in the background. */
    default Optional<BackgroundTasks> backgroundTasks() {
        return Optional.empty();
    }
}

package com.example.contract;

import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.ClientRequest;
import java.util.Optional;

/** What clients store: how they ask for it, what an answer promises, and what the database must then hold. */
public interface StoredData {

    /**
     * A request that stores something, at most once for each key, however often it is sent. Its answer is 2xx once the
     * service has accepted it, and 503 while it cannot.
     *
     * @param key at most 36 letters, digits and dashes
     */
    ClientRequest store(String key);

    /** The id of what a 2xx answer has accepted. */
    String id(Answer accepted);

    /** A request that takes back what was stored, if it still can: 200, or 409 if it is too late. */
    default Optional<ClientRequest> cancel(String id) {
        return Optional.empty();
    }

    /** A query that gives the id of everything that was accepted, as text. */
    String ids();

    /** The invariant, as a query that gives a row for each violation. */
    String violations();
}

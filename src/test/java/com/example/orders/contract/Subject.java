package com.example.orders.contract;

import com.example.orders.support.Api;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The service as its platform sees it: addresses, signals, output, an exit code. */
interface Subject extends AutoCloseable {

    /** Where customers speak to it. */
    URI url();

    /** Where the platform speaks to it. */
    URI managementUrl();

    default Api api() {
        return new Api(url());
    }

    default Api platform() {
        return new Api(managementUrl());
    }

    /** Waits until it says that it is ready. */
    void awaitReady();

    /** Sends a signal, such as {@code TERM}. */
    void signal(String name);

    /** Waits for its end and gives the exit code. */
    int awaitExit(Duration longest);

    /** The lines that it has written to standard output so far. */
    List<String> stdout();

    /** The lines that it has written to standard error so far. */
    List<String> stderr();

    /** Ends it, whatever it does. */
    @Override
    void close();
}

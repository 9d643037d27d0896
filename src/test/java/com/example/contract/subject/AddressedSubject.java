package com.example.contract.subject;

import java.net.URI;

/** A subject with its own IP address, on which it has the ports of the image. */
interface AddressedSubject extends Subject {

    /** The IP address. */
    String address();

    @Override
    default URI url() {
        return URI.create("http://%s:8080".formatted(address()));
    }

    @Override
    default URI managementUrl() {
        return URI.create("http://%s:8081".formatted(address()));
    }
}

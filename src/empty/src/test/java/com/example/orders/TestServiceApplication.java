package com.example.orders;

import com.example.contract.support.Development;

/** The service for development. */
class TestServiceApplication {

    static void main(String[] args) {
        Development.start(ServiceApplication::main, args);
    }
}

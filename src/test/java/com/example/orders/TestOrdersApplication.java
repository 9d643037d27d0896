package com.example.orders;

import com.example.contract.support.Development;

/** The service for development. */
class TestOrdersApplication {

    static void main(String[] args) {
        Development.start(OrdersApplication::main, args);
    }
}

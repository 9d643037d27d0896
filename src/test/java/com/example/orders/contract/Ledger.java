package com.example.orders.contract;

import java.util.List;

/** What the service's database holds, however it is asked. */
interface Ledger {

    /** The first column of what a query gives, as text. */
    List<String> ask(String query);

    /** A number that a query gives. */
    default int count(String query) {
        return Integer.parseInt(ask(query).getFirst());
    }

    /** How many orders have this status. */
    default int orders(String status) {
        return count("select count(*) from orders where status = '" + status + "'");
    }

    /** Whether every order has ended, and no task is left. */
    default boolean isSettled() {
        return orders("ACCEPTED") == 0 && count("select count(*) from scheduled_tasks") == 0;
    }

    /** Checks what must hold at any moment. */
    void assertInvariant();
}

package com.example.orders.contract;

import java.time.Duration;

/**
 * How a customer uses its connection.
 *
 * @param keepAlive whether it sends its next request on the same connection
 * @param rest how long it rests between two requests
 * @param looks whether it looks, before it sends again, if the server has closed the connection, as good pools do
 */
record Habit(boolean keepAlive, Duration rest, boolean looks) {

    static Habit of(boolean keepAlive, int restMillis) {
        return new Habit(keepAlive, Duration.ofMillis(restMillis), false);
    }

    Habit looking() {
        return new Habit(this.keepAlive, this.rest, true);
    }
}

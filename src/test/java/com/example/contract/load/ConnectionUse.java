package com.example.contract.load;

import java.time.Duration;

/**
 * How a client uses its connection.
 *
 * @param keepAlive whether it sends its next request on the same connection
 * @param pause how long it rests between two requests
 * @param checksFirst whether it checks, before it sends again, if the server has closed the connection, as good pools do
 */
public record ConnectionUse(boolean keepAlive, Duration pause, boolean checksFirst) {

    /** One that is kept, with a pause in milliseconds. */
    public static ConnectionUse kept(int pauseMillis) {
        return new ConnectionUse(true, Duration.ofMillis(pauseMillis), false);
    }

    /** A new one for each request, with a pause in milliseconds. */
    public static ConnectionUse closed(int pauseMillis) {
        return new ConnectionUse(false, Duration.ofMillis(pauseMillis), false);
    }

    /** The same, checked before each request. */
    public ConnectionUse checkedFirst() {
        return new ConnectionUse(this.keepAlive, this.pause, true);
    }
}

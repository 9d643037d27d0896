package com.example.chassis.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1, with as many connections as the heap can hold, whatever they send, and with a bound on the time in which
 * the whole head of a request must arrive. Tomcat itself bounds each read.
 */
public final class BoundedHttp11Protocol extends Http11NioProtocol {

    /**
     * What a connection takes of the heap at most, in bytes: about half of it for an incomplete head, the rest for a small
     * request in progress. Measured with Tomcat 11.0.27.
     */
    private static final long CONNECTION = 96 << 10;

    private final BoundedEndpoint endpoint;
    private Duration headTimeout = Duration.ofSeconds(10);
    private @Nullable ScheduledFuture<?> timer;

    /** Tomcat makes one by the name of the class. */
    public BoundedHttp11Protocol() {
        this(new BoundedEndpoint());
    }

    private BoundedHttp11Protocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void setHeadTimeout(Duration timeout) {
        this.headTimeout = timeout;
    }

    /**
     * Closes the connections on which no request is in flight. Tomcat itself would leave them open until the last request is
     * answered, and reset them where a request arrives meanwhile.
     */
    public void closeResting() {
        this.endpoint.closeResting();
    }

    @Override
    public void init() throws Exception {
        // Two fifths of the heap.
        setMaxConnections((int) Math.min(getMaxConnections(), Runtime.getRuntime().maxMemory() * 2 / 5 / CONNECTION));
        super.init();
    }

    @Override
    public void start() throws Exception {
        super.start();
        this.timer = getUtilityExecutor().scheduleWithFixedDelay(
                () -> this.endpoint.closeHeadsOlderThan(this.headTimeout), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (this.timer != null) {
            this.timer.cancel(false);
        }
        super.stop();
    }
}

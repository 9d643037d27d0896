package com.example.chassis.http;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.coyote.AbstractProcessor;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Tomcat's connections. When there are as many as allowed, a new one is not kept waiting, since it may be a probe: room is
 * made by closing those that wait for bytes, first the ones with the oldest incomplete head, then the ones that have
 * rested longest.
 */
final class BoundedEndpoint extends NioEndpoint {

    /** Sorting them costs more than closing one: room is made for several. */
    private static final int SHARE = 8;

    private static final Duration RETRY = Duration.ofMillis(5);

    /** A connection that waits for bytes: since when it has waited for the rest of a head, or has rested. */
    private record Waiting(NioSocketWrapper connection, boolean inHead, long since) {

        /** @return false if a thread works on it by now */
        boolean close() {
            ReentrantLock lock = this.connection.getLock();
            if (!lock.tryLock()) {
                return false;
            }
            try {
                boolean waits = waitsForBytes(this.connection);
                if (waits) {
                    this.connection.close();
                }
                return waits;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    protected void countUpOrAwaitConnection() throws InterruptedException {
        while (isRunning() && getConnectionCount() >= getMaxConnections() && !makeRoom()) {
            Thread.sleep(RETRY); // threads are working on all of them
        }
        super.countUpOrAwaitConnection();
    }

    /** Gives whether it could close any. */
    private boolean makeRoom() {
        return waiting().sorted(Comparator.comparing(Waiting::inHead).reversed().thenComparingLong(Waiting::since))
                .limit(Math.max(1, getMaxConnections() / SHARE))
                .filter(Waiting::close)
                .count() > 0;
    }

    void closeHeadsOlderThan(Duration age) {
        long before = System.nanoTime() - age.toNanos();
        waiting().filter(each -> each.inHead() && each.since() - before < 0).forEach(Waiting::close);
    }

    void closeResting() {
        waiting().filter(each -> !each.inHead()).forEach(Waiting::close);
    }

    private Stream<Waiting> waiting() {
        return getConnections().stream()
                .map(NioSocketWrapper.class::cast)
                .filter(BoundedEndpoint::waitsForBytes)
                .map(connection -> (connection.getCurrentProcessor() instanceof AbstractProcessor processor)
                        ? new Waiting(connection, true, processor.getRequest().getStartTimeNanos())
                        : new Waiting(connection, false, connection.getLastRead()));
    }

    /** What has arrived is given to a thread, and nothing more is asked for until that thread is done. */
    private static boolean waitsForBytes(NioSocketWrapper connection) {
        SocketChannel channel = connection.getSocket().getIOChannel();
        if (channel == null) {
            return false; // closed meanwhile
        }
        try {
            SelectionKey key = channel.keyFor(connection.getPoller().getSelector());
            return key != null && (key.interestOps() & SelectionKey.OP_READ) != 0;
        } catch (CancelledKeyException ex) {
            return false;
        }
    }
}

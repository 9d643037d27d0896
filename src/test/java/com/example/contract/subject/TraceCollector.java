package com.example.contract.subject;

import com.example.contract.support.TraceReceiver;
import com.example.contract.support.TraceSpan;
import com.sun.net.httpserver.HttpServer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes traces over OTLP, as a collector does, and remembers them. */
public final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final String host;
    private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();

    /**
     * Opens a port for them.
     *
     * @param host this machine, as a subject calls it
     */
    public TraceCollector(String host) {
        this.host = host;
        this.server = TraceReceiver.start(0, this.received::add);
    }

    public String url() {
        return "http://%s:%d".formatted(this.host, this.server.getAddress().getPort());
    }

    /** The spans of a trace that have come so far, in the order in which they began. */
    public List<TraceSpan> spans(String trace) {
        return TraceSpan.read(this.received.stream()).stream().filter(span -> span.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}

package com.example.contract.subject;

import com.example.contract.support.TraceSpan;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
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
        try {
            this.server = HttpServer.create(new InetSocketAddress(0), 0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/v1/traces", exchange -> {
            this.received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        this.server.start();
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

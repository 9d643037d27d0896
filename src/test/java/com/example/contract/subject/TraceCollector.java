package com.example.contract.subject;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes traces over OTLP, as a collector does, and remembers them. */
public final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final String host;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();

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
            this.received.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        this.server.start();
    }

    public String url() {
        return "http://%s:%d".formatted(this.host, this.server.getAddress().getPort());
    }

    /** Whether a span of the trace has come; spans carry its id as it is. */
    public boolean hasSeen(String trace) {
        return this.received.stream().anyMatch(spans -> spans.contains(trace));
    }

    @Override
    public void close() {
        this.server.stop(0);
    }
}

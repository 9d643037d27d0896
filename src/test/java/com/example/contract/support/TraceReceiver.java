package com.example.contract.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** The port of a collector of traces, for OTLP over HTTP. */
public final class TraceReceiver {

    private TraceReceiver() {}

    /**
     * Opens it.
     *
     * @param port 0 for any
     * @param requests takes the body of each request, as {@link TraceSpan#read} does
     */
    public static HttpServer start(int port, Consumer<byte[]> requests) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            server.createContext("/v1/traces", exchange -> {
                requests.accept(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

package com.example.contract.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;

/** A program that takes traces over OTLP, and prints each request that brings some, in Base64. */
final class CollectorMain {

    private CollectorMain() {}

    static void main() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(CollectorPod.PORT), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] spans = exchange.getRequestBody().readAllBytes();
            System.out.println(Base64.getEncoder().encodeToString(spans));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}

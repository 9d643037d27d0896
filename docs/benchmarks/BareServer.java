import module java.base;
import module jdk.httpserver;

/** The baseline: the least that answers HTTP on a JVM. Answers 200 to everything on port 8080. */
class BareServer {

    static void main() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// Hostile connections to the service on port 8080 of this machine, and how long normal clients wait meanwhile.
///
///     java docs/benchmarks/Flood.java CONNECTIONS SECONDS
///
/// Prints a row for each kind of connection: one that sends nothing, half a head or half a body, and then nothing or a byte a
/// second. A connection that the service closes is opened again at once.
void main(String[] arguments) throws Exception {
    int connections = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    String head = "GET /stock HTTP/1.1\r\nHost: a\r\nX: ";
    String body = "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    IO.println("| they send | connections opened | slowest probe, s | slowest GET, s | slowest POST, s | failed |");
    flood("nothing", "", false, connections, seconds);
    flood("half a head", head, false, connections, seconds);
    flood("a head, one byte a second", head, true, connections, seconds);
    flood("a head and half a body", body, false, connections, seconds);
    flood("a head and a body, one byte a second", body, true, connections, seconds);
}

void flood(String name, String start, boolean drips, int connections, int seconds) throws Exception {
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    var failed = new ConcurrentHashMap<String, Integer>();
    var probe = new Client("GET /livez", "", failed);
    var get = new Client("GET /stock", "", failed);
    var post = new Client("POST /orders", "{\"sku\":\"PEN-1\",\"quantity\":1}", failed);
    var clients = Stream.of(probe, get, post).map(client -> Thread.ofPlatform().start(() -> client.run(end))).toList();
    long opened = 0;
    long dripped = System.nanoTime();
    try (var selector = Selector.open()) {
        var first = ByteBuffer.wrap(start.getBytes());
        var open = new HashSet<SocketChannel>();
        while (System.nanoTime() < end) {
            for (int i = 0; i < 500 && open.size() < connections; i++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.bind(new InetSocketAddress("127.0.0." + (2 + opened % 4), 0)); // more ports than one address has
                channel.connect(new InetSocketAddress("127.0.0.1", 8080));
                channel.register(selector, SelectionKey.OP_CONNECT);
                open.add(channel);
                opened++;
            }
            selector.select(key -> use(key, first, open), 50);
            if (drips && System.nanoTime() - dripped > 1_000_000_000L) {
                dripped = System.nanoTime();
                open.stream().filter(SocketChannel::isConnected).forEach(channel -> write(channel, ByteBuffer.wrap(new byte[] {'x'})));
            }
        }
        for (var channel : open) {
            channel.close();
        }
    }
    for (var client : clients) {
        client.join();
    }
    IO.println("| %s | %,d | %.1f of %d | %.1f of %d | %.1f of %d | %s |".formatted(name, opened, probe.slowest, probe.answered,
            get.slowest, get.answered, post.slowest, post.answered, failed));
}

void use(SelectionKey key, ByteBuffer first, Set<SocketChannel> open) {
    var channel = (SocketChannel) key.channel();
    try {
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
            channel.write(first.duplicate());
        } else if (key.isReadable() && channel.read(ByteBuffer.allocate(4096)) < 0) {
            channel.close();
        }
    } catch (IOException ex) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // it is closed either way
        }
    }
    if (!channel.isOpen()) {
        open.remove(channel);
    }
}

void write(SocketChannel channel, ByteBuffer bytes) {
    try {
        channel.write(bytes);
    } catch (IOException ex) {
        // closed: the selector sees it
    }
}

/// A normal client: a connection for each request, another attempt after each that failed, five requests a second.
static final class Client {

    final String request;
    final String body;
    final Map<String, Integer> failed;
    volatile double slowest;
    volatile int answered;

    Client(String request, String body, Map<String, Integer> failed) {
        this.request = request;
        this.body = body;
        this.failed = failed;
    }

    void run(long end) {
        long start = System.nanoTime();
        while (System.nanoTime() < end) {
            String outcome = send();
            slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
            if (outcome.startsWith("HTTP/1.1 2")) {
                answered++;
                start = System.nanoTime() + 200_000_000L;
            } else {
                failed.merge(request + ": " + outcome, 1, Integer::sum);
            }
            LockSupport.parkNanos(200_000_000L);
        }
    }

    String send() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", 8080), 10_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(request, body.length(), body).getBytes());
            String answer = new String(socket.getInputStream().readAllBytes());
            return answer.substring(0, Math.min(12, answer.length()));
        } catch (IOException ex) {
            return ex.getClass().getSimpleName();
        }
    }
}

package com.example.orders.contract;

import static org.awaitility.Awaitility.await;

import com.example.orders.support.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What clouds put in front of a service: a proxy that speaks HTTP, keeps its connections to the pods and shares them
 * between customers, repeats nothing, and learns late which pods there are. It is HAProxy, on the machine of the tests.
 */
final class PoolingProxy implements AutoCloseable {

    private static final int SLOTS = 8;

    private final Path folder = Folder.temporary("orders-proxy");
    private final int port = ProcessSubject.freePort();
    private final @Nullable String[] slots = new @Nullable String[SLOTS];
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor();
    private final Process process;

    /**
     * Starts it.
     *
     * @param lag how long after a change of the pods it learns of it
     */
    PoolingProxy(Deployed deployed, Duration lag) {
        try {
            Path configuration = Files.writeString(this.folder.resolve("haproxy.cfg"), """
                    global
                      stats socket %s level admin
                    defaults
                      mode http
                      timeout connect 2s
                      timeout client 60s
                      timeout server 60s
                      retries 0
                    frontend customers
                      bind 127.0.0.1:%d
                      default_backend orders
                    backend orders
                      http-reuse always
                      server-template slot 1-%d 127.0.0.1:1 disabled
                    """.formatted(socket(), this.port, SLOTS));
            this.process = new ProcessBuilder("haproxy", "-db", "-f", configuration.toString()).inheritIO().start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        try {
            await().until(() -> Files.exists(socket()));
            use(addresses(deployed));
        } catch (RuntimeException ex) {
            close();
            throw ex;
        }
        var _ = this.watching.scheduleWithFixedDelay(() -> {
            List<String> seen = addresses(deployed);
            var _ = this.watching.schedule(() -> use(seen), lag.toMillis(), TimeUnit.MILLISECONDS);
        }, 0, 500, TimeUnit.MILLISECONDS);
    }

    private Path socket() {
        return this.folder.resolve("socket");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + this.port);
    }

    private static List<String> addresses(Deployed deployed) {
        return deployed.pods().stream().filter(Pod::isReady).map(Pod::address).toList();
    }

    /** Sends requests to these pods, and no new ones to others. */
    private void use(List<String> addresses) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (this.slots[slot] != null && !addresses.contains(this.slots[slot])) {
                tell("set server orders/slot%d state maint".formatted(slot + 1));
                this.slots[slot] = null;
            }
        }
        List<@Nullable String> known = Arrays.asList(this.slots);
        addresses.stream().filter(address -> !known.contains(address)).forEach(address -> {
            int slot = known.indexOf(null);
            tell("set server orders/slot%d addr %s port 8080".formatted(slot + 1, address));
            tell("set server orders/slot%d state ready".formatted(slot + 1));
            this.slots[slot] = address;
        });
    }

    private void tell(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.read(ByteBuffer.allocate(1024)); // once it has answered, it has obeyed
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.watching.shutdownNow();
        this.process.destroy();
        this.process.onExit().join();
        Folder.delete(this.folder);
    }
}

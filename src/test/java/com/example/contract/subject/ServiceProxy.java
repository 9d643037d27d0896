package com.example.contract.subject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Service does, on this machine: a TCP front that sends each new connection to one of the subjects that it knows,
 * and learns of a change only after a lag, as kube-proxy does. Connections that are open stay where they are.
 */
public final class ServiceProxy implements AutoCloseable {

    private final ServerSocket front;
    private final List<Subject> targets;
    private final AtomicInteger next = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Duration lag;

    /** Opens one in front of these subjects. */
    public ServiceProxy(Duration lag, Collection<Subject> targets) {
        this.lag = lag;
        this.targets = new CopyOnWriteArrayList<>(targets);
        try {
            this.front = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI url() {
        return URI.create("http://localhost:" + this.front.getLocalPort());
    }

    public void add(Subject subject) {
        this.targets.add(subject);
    }

    /** The subject is about to stop; new connections still go there until the lag is over. */
    public void remove(Subject subject) {
        var _ = this.later.schedule(() -> this.targets.remove(subject), this.lag.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void accept() {
        while (!this.front.isClosed()) {
            try {
                Socket client = this.front.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException ex) {
                // closed
            }
        }
    }

    private void connect(Socket client) {
        List<Subject> known = List.copyOf(this.targets);
        try {
            URI target = known.get(Math.floorMod(this.next.getAndIncrement(), known.size())).url();
            Socket server = new Socket(target.getHost(), target.getPort());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
        } catch (IOException ex) {
            close(client); // no listener there: the client's connection is reset
        }
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException ex) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException ex) {
            // it is gone already
        }
    }

    @Override
    public void close() {
        this.later.shutdownNow();
        try {
            this.front.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

package com.example.contract.subject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A proxy between the service and its database that can swallow every byte without closing a connection. */
public final class StallingProxy implements AutoCloseable {

    private final ServerSocket front;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch open = new CountDownLatch(0);

    public StallingProxy(InetSocketAddress target) {
        try {
            this.front = new ServerSocket(0);
            this.target = target;
            Thread.ofVirtual().start(this::accept);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Where a subject reaches it. */
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(SubjectKind.chosen().thisMachine(), this.front.getLocalPort());
    }

    /** From now on nothing gets through, and neither side is told. */
    public void stall() {
        this.open = new CountDownLatch(1);
    }

    /** Ends the connections that stalled, and lets new ones through. */
    public void resume() {
        this.sockets.forEach(StallingProxy::close);
        this.open.countDown();
    }

    private void accept() {
        while (!this.front.isClosed()) {
            try {
                Socket client = this.front.accept();
                Socket server = new Socket(this.target.getHostString(), this.target.getPort());
                this.sockets.addAll(Set.of(client, server));
                Thread.ofVirtual().start(() -> pump(client, server));
                Thread.ofVirtual().start(() -> pump(server, client));
            } catch (IOException ex) {
                // closed
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                this.open.await();
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException ex) {
            // one end is gone: so is the other
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.front.close();
        resume();
    }
}

package com.example.chassis.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.SocketFactory;

/**
 * Connects to the first address of the database's name that answers. The driver itself tries only one of a name's addresses.
 * Named by the driver's property {@code socketFactory}; a certificate is still checked against the name.
 */
public final class AnyAddressSocketFactory extends SocketFactory {

    /** Finds the addresses of a name. */
    interface Lookup {

        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    private final Lookup lookup;

    public AnyAddressSocketFactory() {
        this(InetAddress::getAllByName);
    }

    AnyAddressSocketFactory(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Socket createSocket() {
        return new AnyAddressSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new Socket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return new Socket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new Socket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return new Socket(host, port, from, fromPort);
    }

    private final class AnyAddressSocket extends Socket {

        /** A socket can try one address, so other sockets try the rest. The time-out is shared. */
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetSocketAddress named = (InetSocketAddress) endpoint;
            InetAddress[] all = AnyAddressSocketFactory.this.lookup.addresses(named.getHostString());
            for (int i = 0; i < all.length - 1; i++) {
                InetSocketAddress address = new InetSocketAddress(all[i], named.getPort());
                if (answers(address, timeout / all.length)) {
                    super.connect(address, timeout / all.length);
                    return;
                }
            }
            super.connect(new InetSocketAddress(all[all.length - 1], named.getPort()), timeout / all.length);
        }

        private static boolean answers(SocketAddress address, int timeout) {
            try (Socket socket = new Socket()) {
                socket.connect(address, timeout);
                return true;
            } catch (IOException ex) {
                return false;
            }
        }
    }
}

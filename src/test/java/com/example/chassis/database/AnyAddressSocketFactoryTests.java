package com.example.chassis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class AnyAddressSocketFactoryTests {

    private final AnyAddressSocketFactory factory = new AnyAddressSocketFactory(
            _ -> new InetAddress[]{InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")});

    @Test
    void connectsToTheAddressThatAnswers() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                Socket socket = this.factory.createSocket()) {
            socket.connect(InetSocketAddress.createUnresolved("database", server.getLocalPort()), 2_000);
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void failsWhereNoneAnswers() throws IOException {
        ServerSocket closed = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        closed.close();
        try (Socket socket = this.factory.createSocket()) {
            InetSocketAddress database = InetSocketAddress.createUnresolved("database", closed.getLocalPort());
            assertThatThrownBy(() -> socket.connect(database, 2_000)).isInstanceOf(IOException.class);
        }
    }
}

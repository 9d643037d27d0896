package com.example.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.example.contract.support.ApiClient;
import com.example.contract.support.Probe;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Clients that take long to send a request, or never finish one, hold up no other client. */
@SpringBootTest(classes = SlowClientsHttpTests.Echo.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.name=none", "spring.application.name=echo", "management.server.port=0",
        "chassis.overload.max-concurrent-requests=2", "chassis.http.receive-timeout=1s", "chassis.drain.linger=0s",
        "server.tomcat.max-connections=40", "logging.level.com.example.chassis.http=debug"})
class SlowClientsHttpTests {

    private final List<Socket> sockets = new ArrayList<>();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : this.sockets) {
            socket.close();
        }
    }

    @Test
    void bodiesThatAreNotThereYetTakeNoPlaceAndEndWith408() throws IOException {
        for (int i = 0; i < 10; i++) {
            send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[");
        }
        assertThat(ApiClient.onPort(this.port).post("/echo", "[1]").body()).isEqualTo("[1]");
        long start = System.nanoTime();
        assertThat(rest(this.sockets.getFirst())).startsWith("HTTP/1.1 408")
                .containsIgnoringCase("connection: close")
                .endsWith("\r\n0\r\n\r\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aHeadThatComesByteByByteHasABoundInAll() throws Exception {
        Socket slow = send("GET /livez HTTP/1.1\r\nHost: a\r\nX: ");
        slow.setSoTimeout(100);
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10)).until(() -> isClosed(slow));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(800));
    }

    /** A tenth of a second goes by, then another byte is sent. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException ex) {
            socket.getOutputStream().write('x');
            return false;
        }
    }

    @Test
    void moreConnectionsThanTheProcessTakesDoNotKeepProbesAway() throws IOException {
        for (int i = 0; i < 200; i++) {
            send((i % 2 == 0) ? "GET /livez HTTP/1.1\r\nHost: a\r\nX: " : "");
            if (i % 20 == 0) {
                assertThat(Probe.ask(URI.create("http://localhost:" + this.port + "/livez"))).isEqualTo(200);
            }
        }
        assertThat(Probe.ask(URI.create("http://localhost:" + this.port + "/livez"))).isEqualTo(200);
    }

    /** Resets the connection, so that the service learns of it while it writes. */
    @Test
    void aClientThatLeavesIsNoErrorOfTheService() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            Socket leaving = send("GET /much HTTP/1.1\r\nHost: a\r\n\r\n");
            leaving.setSoLinger(true, 0);
            leaving.close();
            await().until(
                    () -> log.list.stream().anyMatch(event -> event.getMessage().startsWith("The client closed")));
            assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        } finally {
            root.detachAppender(log);
        }
        assertThat(ApiClient.onPort(this.managementPort).get("/actuator/prometheus").body())
                .containsPattern("http_server_requests_seconds_count.*exception=\"(?!none).*uri=\"/much\"");
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket("localhost", this.port);
        socket.setSoTimeout(30_000);
        this.sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Answers with the body. */
    @EnableAutoConfiguration
    @RestController
    static class Echo {

        @PostMapping("/echo")
        List<Integer> echo(@RequestBody List<Integer> body) {
            return body;
        }

        /** More than fits into the buffers of a connection. */
        @GetMapping("/much")
        List<String> much() {
            return List.of("much".repeat(5 << 20));
        }
    }
}

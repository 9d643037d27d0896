package com.example.contract.load;

import com.example.contract.ServiceDriver;
import com.example.contract.support.ClientRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A minimal HTTP/1.1 client: one connection, used in a given way. Retries nothing, so that it sees what a library would
 * hide. Sends the requests that the service's driver gives.
 */
public final class KeepAliveClient implements LoadGenerator.Client {

    private static final int TIMEOUT = 40_000;
    private static final Pattern PROBLEM = Pattern.compile("\"type\":\"urn:problem-type:[^:\"]+:([^\"]+)\"");

    private final ServiceDriver driver = ServiceDriver.get();
    private final URI service;
    private final ConnectionUse use;
    private @Nullable Socket socket;

    KeepAliveClient(URI service, ConnectionUse use) {
        this.service = service;
        this.use = use;
    }

    /** A generator of such clients, whose requests are the driver's. */
    public static LoadGenerator load(URI service, int clients, ConnectionUse use, Supplier<LoadGenerator.Phase> phase) {
        return new LoadGenerator(clients, use.pause(), _ -> new KeepAliveClient(service, use), phase);
    }

    /**
     * Reports {@code ok}, {@code status NNN} and the problem's type, {@code refused}, {@code reset} or {@code timed out}.
     */
    @Override
    public void send(long number, Consumer<String> outcome) {
        outcome.accept(send(this.driver.request(number, UUID.randomUUID().toString())));
    }

    private String send(ClientRequest request) {
        try {
            if (this.socket != null && this.use.checksFirst() && isClosedByTheServer(this.socket)) {
                close();
            }
            if (this.socket == null) {
                this.socket = connect();
            }
            return exchange(this.socket, request);
        } catch (ConnectException ex) {
            return failed("refused");
        } catch (SocketTimeoutException ex) {
            return failed("timed out");
        } catch (IOException ex) {
            return failed("reset");
        }
    }

    private static boolean isClosedByTheServer(Socket connection) throws IOException {
        connection.setSoTimeout(1);
        try {
            return connection.getInputStream().read() < 0;
        } catch (SocketTimeoutException ex) {
            return false; // silent, so open
        } catch (IOException ex) {
            return true;
        } finally {
            connection.setSoTimeout(TIMEOUT);
        }
    }

    private Socket connect() throws IOException {
        Socket connected = new Socket();
        connected.setTcpNoDelay(true);
        connected.setSoTimeout(TIMEOUT);
        connected.connect(new InetSocketAddress(this.service.getHost(), this.service.getPort()), 5_000);
        return connected;
    }

    private String exchange(Socket connection, ClientRequest request) throws IOException {
        StringBuilder text = new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: service\r\n".formatted(request.method(), request.path()));
        request.headers().forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append(this.use.keepAlive() ? "" : "Connection: close\r\n")
                .append("Content-Length: %d\r\n\r\n%s".formatted(request.body().length(), request.body()));
        connection.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
        BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
        String head = head(in);
        String answer = body(in, head);
        if (!this.use.keepAlive() || head.contains("connection: close")) {
            close();
        }
        String status = head.substring(9, 12);
        if (status.startsWith("2")) {
            return LoadGenerator.OK;
        }
        Matcher problem = PROBLEM.matcher(answer);
        return problem.find() ? "status %s %s".formatted(status, problem.group(1)) : "status " + status;
    }

    private static String head(BufferedInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) read(in));
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static String body(BufferedInputStream in, String head) throws IOException {
        StringBuilder body = new StringBuilder();
        if (head.contains("transfer-encoding: chunked")) {
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.append(text(in, size));
                text(in, 2);
            }
            text(in, 2);
        } else if (head.contains("content-length: ")) {
            int start = head.indexOf("content-length: ") + 16;
            body.append(text(in, Integer.parseInt(head.substring(start, head.indexOf('\r', start)))));
        }
        return body.toString();
    }

    private static int chunkSize(BufferedInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) read(in));
        }
        return Integer.parseInt(line.toString().trim(), 16);
    }

    private static String text(BufferedInputStream in, int bytes) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            text.append((char) read(in));
        }
        return text.toString();
    }

    private static int read(BufferedInputStream in) throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new IOException("closed without an answer");
        }
        return value;
    }

    private String failed(String how) {
        close();
        return how;
    }

    @Override
    public void close() {
        try {
            if (this.socket != null) {
                this.socket.close();
            }
        } catch (IOException ex) {
            // it is closed either way
        }
        this.socket = null;
    }
}

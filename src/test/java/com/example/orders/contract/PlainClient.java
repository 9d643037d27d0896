package com.example.orders.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The plainest HTTP/1.1 client: one connection, used as its habit says. Repeats nothing, so that it sees what a library
 * would hide.
 */
final class PlainClient implements AutoCloseable {

    private static final int TIMEOUT = 40_000;
    private static final Pattern PROBLEM = Pattern.compile("\"type\":\"urn:problem-type:orders:([^\"]+)\"");

    private final URI service;
    private final Habit habit;
    private @Nullable Socket socket;

    PlainClient(URI service, Habit habit) {
        this.service = service;
        this.habit = habit;
    }

    /**
     * What became of a request: {@code ok}, {@code status NNN} and the problem's name, {@code refused}, {@code reset} or
     * {@code timed out}.
     */
    String send(String method, String path, String headers, String body) {
        try {
            if (this.socket != null && this.habit.looks() && isClosedByTheServer(this.socket)) {
                close();
            }
            if (this.socket == null) {
                this.socket = connect();
            }
            return exchange(this.socket, method, path, headers, body);
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

    private String exchange(Socket connection, String method, String path, String headers, String body)
            throws IOException {
        String request = "%s %s HTTP/1.1\r\nHost: orders\r\n%s%sContent-Length: %d\r\n\r\n%s".formatted(method, path,
                this.habit.keepAlive() ? "" : "Connection: close\r\n", headers, body.length(), body);
        connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
        String head = head(in);
        String answer = body(in, head);
        if (!this.habit.keepAlive() || head.contains("connection: close")) {
            close();
        }
        String status = head.substring(9, 12);
        if (status.startsWith("2")) {
            return "ok";
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

    private static String text(BufferedInputStream in, int octets) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets; i++) {
            text.append((char) read(in));
        }
        return text.toString();
    }

    private static int read(BufferedInputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new IOException("closed without an answer");
        }
        return octet;
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

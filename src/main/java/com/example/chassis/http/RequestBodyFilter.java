package com.example.chassis.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the body of a request as a whole, bounded in size and in time, before the request takes one of the places that
 * {@code chassis.overload} bounds: a slow client holds up no other.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class RequestBodyFilter extends OncePerRequestFilter {

    /** The attribute of a request whose body was rejected: its connection is closed, and no more is read. */
    static final String REJECTED = RequestBodyFilter.class.getName() + ".REJECTED";

    /**
     * How much of a body that is too large is read and dropped, in bytes. Many clients read no answer before they have sent
     * all of the body; beyond this size the connection is closed at once.
     */
    private static final long DROPPED = 8L << 20;

    private final long limit;
    private final Duration timeout;
    private final ProblemWriter problems;
    private final IncompleteBodies incomplete;

    RequestBodyFilter(HttpProperties properties, ProblemWriter problems) {
        this.limit = properties.maxBody().toBytes();
        this.timeout = properties.receiveTimeout();
        this.incomplete = new IncompleteBodies(this.timeout);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest whole;
        try {
            whole = new BufferedRequest(request, body(request));
        } catch (ProblemException ex) {
            request.setAttribute(REJECTED, true);
            this.problems.write(request, response, ex);
            return;
        }
        chain.doFilter(whole, response);
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw encoded();
        }
        long length = request.getContentLengthLong(); // -1 if it comes in chunks
        if (length > DROPPED) {
            throw tooLarge();
        }
        return read(request.getInputStream(), length);
    }

    private byte[] read(InputStream in, long length) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        long size = 0;
        boolean waits = false;
        try {
            while (true) {
                if (!waits && size != length && in.available() == 0) {
                    this.incomplete.add();
                    waits = true;
                }
                int count = next(in, buffer);
                if (count < 0) {
                    break;
                }
                size += count;
                body.write(buffer, 0, (size <= this.limit) ? count : 0);
                if (this.incomplete.isLate(start)) {
                    throw tooSlow();
                }
                if (size > DROPPED) {
                    throw tooLarge();
                }
            }
        } finally {
            if (waits) {
                this.incomplete.remove();
            }
        }
        if (size > this.limit) {
            throw tooLarge();
        }
        return body.toByteArray();
    }

    private int next(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException ex) {
            throw (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SocketTimeoutException)
                    ? tooSlow()
                    : new ProblemException(HttpStatus.BAD_REQUEST, Problems.INVALID_REQUEST,
                            "The body is not readable.");
        }
    }

    private static ProblemException encoded() {
        ProblemException problem = new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
                "Send the body without Content-Encoding.");
        problem.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
        return problem;
    }

    private ProblemException tooSlow() {
        return new ProblemException(HttpStatus.REQUEST_TIMEOUT, "request-timeout",
                "The body must arrive within " + this.timeout.toSeconds() + " s.");
    }

    private ProblemException tooLarge() {
        return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "content-too-large",
                "The body may have at most " + this.limit + " bytes.");
    }
}

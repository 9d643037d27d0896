package com.example.chassis.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds the body of a request, in size and in time, whether or not its length was announced. */
final class BodyLimit extends OncePerRequestFilter {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long limit;

    BodyLimit(DataSize limit) {
        this.limit = limit.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Limited(request), response);
    }

    private final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), getContentLengthLong());
        }
    }

    private final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final long deadline = System.nanoTime() + LONGEST.toNanos();
        private long read;

        LimitedStream(ServletInputStream body, long announced) {
            this.body = body;
            check(announced);
        }

        @Override
        public int read() throws IOException {
            int octet = this.body.read();
            this.read += (octet >= 0) ? 1 : 0;
            check(this.read);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = this.body.read(buffer, offset, length);
            this.read += Math.max(0, count);
            check(this.read);
            return count;
        }

        private void check(long size) {
            if (System.nanoTime() > this.deadline) {
                throw new ProblemException(HttpStatus.REQUEST_TIMEOUT, "request-timeout",
                        "The body must come within %d s.".formatted(LONGEST.toSeconds()));
            }
            if (size > BodyLimit.this.limit) {
                throw new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "content-too-large",
                        "The body may have at most %d bytes.".formatted(BodyLimit.this.limit));
            }
        }

        @Override
        public boolean isFinished() {
            return this.body.isFinished();
        }

        @Override
        public boolean isReady() {
            return this.body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            this.body.setReadListener(listener);
        }
    }
}

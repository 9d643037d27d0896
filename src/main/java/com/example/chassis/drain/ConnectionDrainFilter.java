package com.example.chassis.drain;

import com.example.chassis.http.BoundedHttp11Protocol;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts the requests in flight and, once the service is told to stop, has every answer close its connection, also the
 * answers to requests that came before.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, 9.6: tear-down</a>
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConnectionDrainFilter extends OncePerRequestFilter {

    private final List<AbstractHttp11Protocol<?>> connectors = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean closing;

    /** Adds a connector of Tomcat, to close what never reaches this filter, such as its own 400. */
    void add(AbstractHttp11Protocol<?> connector) {
        this.connectors.add(connector);
    }

    void closeConnections() {
        this.closing = true;
        this.connectors.forEach(connector -> connector.setMaxKeepAliveRequests(1));
    }

    /** Closes the ports, and the connections on which no request is in flight. */
    void closeResting() {
        for (AbstractHttp11Protocol<?> connector : this.connectors) {
            connector.closeServerSocketGraceful();
            if (connector instanceof BoundedHttp11Protocol bounded) {
                bounded.closeResting();
            }
        }
    }

    int inFlight() {
        return this.inFlight.get();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        this.inFlight.incrementAndGet();
        try {
            ClosingResponse closable = new ClosingResponse(response);
            chain.doFilter(request, closable);
            closable.closeIfDraining(); // an answer without a body
        } finally {
            this.inFlight.decrementAndGet();
        }
    }

    /** Sets the header at the last moment: when the body is about to be written. */
    private final class ClosingResponse extends HttpServletResponseWrapper {

        ClosingResponse(HttpServletResponse response) {
            super(response);
        }

        void closeIfDraining() {
            if (ConnectionDrainFilter.this.closing && !isCommitted()) {
                setHeader(HttpHeaders.CONNECTION, "close");
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            closeIfDraining();
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            closeIfDraining();
            return super.getWriter();
        }

        @Override
        public void flushBuffer() throws IOException {
            closeIfDraining();
            super.flushBuffer();
        }

        @Override
        public void sendError(int status) throws IOException {
            closeIfDraining();
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            closeIfDraining();
            super.sendError(status, message);
        }
    }
}

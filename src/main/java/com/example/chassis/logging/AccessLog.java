package com.example.chassis.logging;

import com.example.chassis.http.Probes;
import com.example.chassis.tracing.RequestTrace;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes a line for each request that Tomcat answered, also for those that never reached the application. It has the
 * route's template, never the path or the query that a client sent: those may hold secrets.
 */
final class AccessLog extends ValveBase implements org.apache.catalina.AccessLog {

    private static final Logger logger = LoggerFactory.getLogger("access");

    AccessLog() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanoseconds) {
        if (Probes.isProbe(request)) {
            return;
        }
        LoggingEventBuilder line = logger.atInfo()
                .addKeyValue("method", request.getMethod())
                .addKeyValue("route", route(request))
                .addKeyValue("status", response.getStatus())
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(nanoseconds));
        RequestTrace.of(request)
                .map(trace -> line.addKeyValue("traceId", trace.traceId()).addKeyValue("spanId", trace.spanId()))
                .orElse(line)
                .log("request");
    }

    private static String route(Request request) {
        return Objects.requireNonNullElse(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), "none")
                .toString();
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // Nothing here comes from the attributes of a proxy.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}

package com.example.chassis.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Headers of every answer, also of errors: it is not stored by a cache, not taken for another type than its own, and not
 * shown in another site's frame. {@code Strict-Transport-Security} is set by what ends TLS.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers">OWASP: REST
 *     security, security headers</a>
 */
final class ResponseHeadersValve extends ValveBase {

    private static final Map<String, String> HEADERS = Map.of("Cache-Control", "no-store", "X-Content-Type-Options",
            "nosniff", "X-Frame-Options", "DENY");

    ResponseHeadersValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        HEADERS.forEach(response::setHeader);
        getNext().invoke(request, response);
    }
}

package com.example.chassis.http;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Tells by the tag {@code wait} which requests waited because their clients asked to: that time is no delay of the
 * service's. A controller says so by {@code Preference-Applied}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240</a>
 */
final class RequestObservation extends DefaultServerRequestObservationConvention {

    @Override
    public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
        return super.getLowCardinalityKeyValues(context).and("wait", Boolean.toString(waited(context.getResponse())));
    }

    private static boolean waited(@Nullable HttpServletResponse response) {
        String applied = (response != null) ? response.getHeader("Preference-Applied") : null;
        return applied != null && applied.startsWith("wait=");
    }
}

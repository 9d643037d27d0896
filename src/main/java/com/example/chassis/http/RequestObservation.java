package com.example.chassis.http;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Tells by the tag {@code wait} which requests' clients asked to wait: that time is no delay of the service's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240#section-4.3">RFC 7240, 4.3</a>
 */
final class RequestObservation extends DefaultServerRequestObservationConvention {

    @Override
    public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
        return super.getLowCardinalityKeyValues(context).and("wait", Boolean.toString(waits(context.getCarrier())));
    }

    private static boolean waits(@Nullable HttpServletRequest request) {
        String preference = (request != null) ? request.getHeader("Prefer") : null;
        return preference != null && preference.contains("wait=");
    }
}
